// Reasons open in place: the page behind a why link, in a dialog. Without script it is a page.
let dialog = null;

function makeDialog() {
  const made = document.createElement("dialog");
  made.setAttribute("aria-label", "Why");
  const content = document.createElement("div");
  const foot = document.createElement("p");
  foot.className = "dialog-foot";
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "Close";
  close.addEventListener("click", () => made.close());
  const whole = document.createElement("a");
  whole.className = "link";
  whole.textContent = "Open as a page";
  foot.append(close, whole);
  made.append(content, foot);
  made.addEventListener("click", (event) => {
    if (event.target === made) made.close();
  });
  document.body.append(made);
  return { made, content, whole };
}

async function open(link) {
  const address = new URL(link.href);
  const answer = await fetch(address.pathname + address.search, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const anchor = address.hash.slice(1);
  const part = (anchor && page.getElementById(anchor)) || page.querySelector("main");
  dialog ??= makeDialog();
  dialog.content.replaceChildren(document.importNode(part, true));
  dialog.whole.href = link.href;
  dialog.made.showModal();
}

export function openReasons() {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-why]") : null;
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    open(link).catch(() => {
      location.href = link.href;
    });
  });
}
