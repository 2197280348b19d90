// The moving figure of the exercise on the screen: fetched once, kept for when there is no network.
const shown = new Map();

const address = (exercise) => `/exercises/${exercise}/figure`;

// Puts an exercise's figure into its place; the place stays empty where none can be had.
export async function showFigure(place, exercise) {
  if (place.dataset.exercise === exercise) return;
  place.dataset.exercise = exercise;
  place.replaceChildren();
  if (!shown.has(exercise)) shown.set(exercise, fetched(exercise));
  const figure = await shown.get(exercise);
  if (!figure) shown.delete(exercise); // perhaps there is a network the next time
  if (figure && place.dataset.exercise === exercise) place.replaceChildren(figure);
}

// What must be kept so that the figures of a session show without a network.
export const figurePages = (exercises) => exercises.map(address);

async function fetched(exercise) {
  try {
    const answer = await fetch(address(exercise), { headers: { Accept: "text/html" } });
    if (!answer.ok) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector("figure.moves");
  } catch (error) {
    console.warn(`No figure of ${exercise} without a network:`, error.message);
    return null;
  }
}
