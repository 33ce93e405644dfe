//! The archive, asked: what was heard, by the same queries as live, with counts, a timeline and facets.

mod view;

pub use view::{
    Bar, Completion, CompletionKind, Cursor, ExportFormat, ExportId, ExportState, ExportView,
    Facet, FacetValue, FoundPosts, FromPlace, Outline, PreviewAsk, PreviewView, Relaxed, SearchAsk,
    SearchTrouble, SearchView, Step, Tab,
};
