// What hurts, and what to do instead.
const $ = (id) => document.getElementById(id);

// Returns what a pain means here and now; the server says it in full once it knows.
export function meaning(page, region, pain) {
  const ceiling = page.ceilings[region];
  if (pain > ceiling) {
    return { stops: true, sentence: `${pain} of 10: stop what loads it. The rest can go on.` };
  }
  if (pain > page.hold_over) {
    return { stops: false, sentence: `${pain} of 10: hold. No more load than now, or swap it.` };
  }
  return { stops: false, sentence: `${pain} of 10: go on, and say how it is tomorrow.` };
}

export function openHurts(page, about, say) {
  const dialog = $("hurt-dialog");
  const form = $("hurt-form");
  const regions = Object.entries(about?.regions ?? {}).sort((a, b) => b[1] - a[1]);
  if (regions.length) $("hurt-region").value = regions[0][0];
  const over = () => {
    dialog.removeEventListener("close", over);
    if (dialog.returnValue !== "say") return;
    const told = new FormData(form);
    const region = String(told.get("region"));
    const during = Number(told.get("pain"));
    const report = { region, side: String(told.get("side")), during };
    const found = meaning(page, region, during);
    const stops = found.stops && Boolean(about?.regions[region]);
    void say({ report, sentence: found.sentence, stops });
  };
  dialog.returnValue = "";
  dialog.addEventListener("close", over);
  dialog.showModal();
}

export function openSwap(offers, words, choose) {
  const dialog = $("swap-dialog");
  $("swap-list").replaceChildren(
    ...(offers.length ? offers.map((offer) => line(offer)) : [nothing()]),
  );
  dialog.showModal();

  function line(offer) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    const target = offer.sets.find((one) => one.kind !== "warm-up") ?? offer.sets[0];
    const work = document.createElement("small");
    work.textContent = words.targetText(target, offer.known);
    button.append(offer.known.name, work);
    button.addEventListener("click", () => {
      dialog.close();
      void choose(offer);
    });
    item.append(button);
    return item;
  }

  function nothing() {
    const item = document.createElement("li");
    item.textContent = "Nothing else here serves the same purpose with this kit. You can skip it.";
    return item;
  }
}

// Asks which of the common faults was seen; each says what mends it.
export function openOff(faults, choose) {
  const dialog = $("off-dialog");
  $("off-list").replaceChildren(
    ...faults.map((fault) => {
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      const mends = document.createElement("small");
      mends.textContent = fault.correction;
      button.append(fault.sign, mends);
      button.addEventListener("click", () => {
        dialog.returnValue = "chosen";
        dialog.close("chosen");
        choose(fault);
      });
      item.append(button);
      return item;
    }),
  );
  const over = () => {
    dialog.removeEventListener("close", over);
    if (dialog.returnValue !== "chosen") choose(null);
  };
  dialog.returnValue = "";
  dialog.addEventListener("close", over);
  dialog.showModal();
}

// Keeps on this device what could stand in for each exercise, for when there is no network.
export async function whileOnline(id, record, save) {
  try {
    const answer = await fetch(`/log/${id}/swaps`, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    record.offers = { ...record.offers, ...(await answer.json()).swaps };
    await save();
  } catch {
    // offline: what was kept before stays
  }
}
