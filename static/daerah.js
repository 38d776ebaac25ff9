/* Suggests names of regions while one types: a combobox as WAI-ARIA describes it, over a list that
   the server searches by name and alias. Without this file the field offers a plain list. */
"use strict";

const WAIT = 150;

for (const [number, field] of document.querySelectorAll("input[data-saran]").entries()) {
  const list = document.createElement("ul");
  const said = document.createElement("span");
  let timer = 0;
  let asked = "";
  let active = -1;

  list.id = `saran-${number}`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Daerah yang cocok");
  list.hidden = true;
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  field.removeAttribute("list");
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");
  field.after(list, said);

  const close = () => {
    list.hidden = true;
    active = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };

  const take = (option) => {
    field.value = option.textContent;
    said.textContent = "";
    close();
  };

  const mark = (place) => {
    const options = [...list.children];
    active = (place + options.length) % options.length;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
    field.setAttribute("aria-activedescendant", options[active].id);
    options[active].scrollIntoView({ block: "nearest" });
  };

  const show = (names) => {
    list.replaceChildren(...names.map((name, at) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${at}`;
      option.textContent = name;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.addEventListener("mousedown", (event) => { event.preventDefault(); take(option); });
      return option;
    }));
    active = -1;
    list.hidden = names.length === 0;
    field.setAttribute("aria-expanded", String(names.length > 0));
    said.textContent = names.length
      ? `${names.length} daerah cocok. Pilih dengan panah bawah.`
      : "Tidak ada daerah yang cocok.";
  };

  const ask = async () => {
    asked = field.value.trim();
    if (asked.length < 2) { close(); return; }
    const wanted = asked;
    try {
      const answer = await fetch(`${field.dataset.saran}?q=${encodeURIComponent(wanted)}`);
      const names = await answer.json();
      if (wanted === asked && document.activeElement === field) show(names);
    } catch {
      close(); // the line is slow or gone: whatever is typed is checked by the server
    }
  };

  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
  field.addEventListener("blur", () => { asked = ""; close(); });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(); }
    if (list.hidden) return;
    if (event.key === "ArrowDown") { event.preventDefault(); mark(active + 1); }
    if (event.key === "ArrowUp") { event.preventDefault(); mark(active - 1); }
    if (event.key === "Enter" && active >= 0) { event.preventDefault(); take(list.children[active]); }
  });
}
