// Reads charts under the pointer: the value at the nearest stop, beside a thin line. Without it
// the same values stand in the table beside every chart.
const SVG = "http://www.w3.org/2000/svg";

function watch(svg) {
  const stops = svg.dataset.stops.split(" ").map(Number);
  const labels = svg.dataset.labels.split("|");
  const readout = svg.closest("figure")?.querySelector(".readout");
  if (!readout || !stops.length) return;
  const { width, height } = svg.viewBox.baseVal;
  const cursor = document.createElementNS(SVG, "line");
  cursor.setAttribute("class", "cursor");
  cursor.setAttribute("y1", "0");
  cursor.setAttribute("y2", String(height));
  cursor.setAttribute("visibility", "hidden");
  svg.append(cursor);
  const resting = readout.textContent;

  function show(event) {
    const box = svg.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * width;
    let nearest = 0;
    for (let n = 1; n < stops.length; n += 1) {
      if (Math.abs(stops[n] - x) < Math.abs(stops[nearest] - x)) nearest = n;
    }
    cursor.setAttribute("x1", String(stops[nearest]));
    cursor.setAttribute("x2", String(stops[nearest]));
    cursor.setAttribute("visibility", "visible");
    readout.textContent = labels[nearest];
  }

  svg.addEventListener("pointermove", show);
  svg.addEventListener("pointerdown", show);
  svg.addEventListener("pointerleave", () => {
    cursor.setAttribute("visibility", "hidden");
    readout.textContent = resting;
  });
}

for (const svg of document.querySelectorAll("svg[data-stops]")) watch(svg);
