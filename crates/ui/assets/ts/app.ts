// Enhances pages that work without it. Order matters only for the columns' commands, which ask the
// live element.
import { watchActs } from "./acts";
import { watchColumns } from "./columnkeys";
import { watchDialogs } from "./dialog";
import { watchKeys } from "./keys";
import { VigieLive } from "./live";
import { watchMenus } from "./menus";
import { watchPalette } from "./palette";
import { watchVersion } from "./pwa";
import { VigieQuery } from "./query";
import { VigieSettings } from "./settings";
import { watchTimes } from "./time";
import { watchTips } from "./tips";
import { watchToasts } from "./toast";
import { watchViewer } from "./viewer";

customElements.define("vigie-live", VigieLive);
customElements.define("vigie-query", VigieQuery);
customElements.define("vigie-settings", VigieSettings);
watchMenus();
watchDialogs();
watchPalette();
watchColumns();
watchKeys();
watchTimes();
watchTips();
watchToasts();
watchActs();
watchViewer();
watchVersion();
