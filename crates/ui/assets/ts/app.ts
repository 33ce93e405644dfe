// Enhances pages that work without it. Order matters only for the columns' commands, which ask the
// live element.
import { watchActs } from "./acts";
import { VigieBuilder, watchJudging } from "./builder";
import { watchColumns } from "./columnkeys";
import { VigieComplete } from "./complete";
import { watchDialogs } from "./dialog";
import { watchFeeds } from "./feed";
import { watchKeys } from "./keys";
import { VigieLive } from "./live";
import { watchMenus } from "./menus";
import { watchPalette } from "./palette";
import { watchVersion } from "./pwa";
import { VigieQuery } from "./query";
import { watchReorder } from "./reorder";
import { VigieAgain, VigieBrush, VigieSearch } from "./search";
import { VigieSettings } from "./settings";
import { watchSpikes } from "./spikes";
import { watchTimes } from "./time";
import { watchTips } from "./tips";
import { watchToasts } from "./toast";
import { watchViewer } from "./viewer";

customElements.define("vigie-live", VigieLive);
customElements.define("vigie-query", VigieQuery);
customElements.define("vigie-complete", VigieComplete);
customElements.define("vigie-builder", VigieBuilder);
customElements.define("vigie-search", VigieSearch);
customElements.define("vigie-brush", VigieBrush);
customElements.define("vigie-again", VigieAgain);
customElements.define("vigie-settings", VigieSettings);
// What only helps without script can go.
document.documentElement.classList.add("js");
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
watchFeeds();
watchJudging();
watchReorder();
watchSpikes();
watchVersion();
