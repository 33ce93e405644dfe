// <vigie-settings>: the theme is seen as soon as it is chosen; the form then keeps it.

import { send } from "./html";

export class VigieSettings extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("change", (event) => {
      const input = event.target;
      if (!(input instanceof HTMLInputElement) || input.name !== "theme") return;
      const root = document.documentElement;
      if (input.value === "system") delete root.dataset["theme"];
      else root.dataset["theme"] = input.value;
      const form = input.form;
      if (form) void send(form);
    });
  }
}
