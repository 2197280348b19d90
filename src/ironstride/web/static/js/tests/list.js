// Keeps every test that is listed on this device, so that each opens without a network.
import { keepPages } from "../offline.js";

const own = [...document.querySelectorAll("main a[href^='/tests']")];
const paths = new Set(["/tests", ...own.map((each) => new URL(each.href).pathname)]);
void keepPages([...paths].filter((path) => !path.endsWith("/result")));
