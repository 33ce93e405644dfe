// <vigie-settings>: what is chosen is seen at once; the form then keeps it.

import { fields, send } from "./html";

export class VigieSettings extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("change", (event) => {
      const input = event.target;
      if (!(input instanceof HTMLInputElement) || !["theme", "density"].includes(input.name)) return;
      const { dataset } = document.documentElement;
      if (input.value === "system") delete dataset[input.name];
      else dataset[input.name] = input.value;
      if (input.form) void send(input.form.action, fields(input.form));
    });
  }
}
