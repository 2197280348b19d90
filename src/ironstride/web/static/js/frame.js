// What every page does: keeps the app for offline, shows what is not sent yet, opens reasons in place.
import { registerShell } from "./offline.js";
import { openReasons } from "./why.js";
import { showStatus } from "./status.js";

const own = document.querySelector("script[data-shell]");
registerShell(own ? own.dataset.shell : "");
openReasons();
showStatus();

// What works with script alone is hidden in the page and shown here.
for (const each of document.querySelectorAll("[data-needs-script]")) each.hidden = false;
