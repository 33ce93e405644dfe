// Enhances pages that work without it. Order matters only for `keys`, which asks the others.
import { watchActs } from "./acts";
import { watchDialogs } from "./dialog";
import { watchKeys } from "./keys";
import { VigieLive } from "./live";
import { watchMenus } from "./menus";
import { VigieQuery } from "./query";
import { VigieSettings } from "./settings";
import { watchTimes } from "./time";
import { watchViewer } from "./viewer";

customElements.define("vigie-live", VigieLive);
customElements.define("vigie-query", VigieQuery);
customElements.define("vigie-settings", VigieSettings);
watchMenus();
watchDialogs();
watchKeys();
watchTimes();
watchActs();
watchViewer();
