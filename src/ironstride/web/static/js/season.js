// The season begins with the week before this one where it is wider than the window.
const scroller = document.querySelector(".season-figure .scroll-x");
const now = scroller?.querySelector(".touch.this");
if (now) {
  const left = now.getBoundingClientRect().left - scroller.getBoundingClientRect().left;
  scroller.scrollLeft = left - 2 * now.getBoundingClientRect().width;
}
