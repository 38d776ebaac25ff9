/* Puts a ready text on the clipboard. Without this file the button stays hidden and the text can be
   selected by hand. */
"use strict";

for (const button of document.querySelectorAll("button[data-salin]")) {
  const field = document.getElementById(button.dataset.salin);
  const said = button.parentElement.querySelector("[role=status]");

  if (!field) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      said.textContent = "Tersalin.";
    } catch {
      said.textContent = "Teks sudah dipilih. Tekan Ctrl+C untuk menyalin.";
    }
  });
}
