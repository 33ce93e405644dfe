//! What pages ask of the archive. As long as the engine keeps none, pages say so.

use engine::{
    Completion, ExportView, PreviewAsk, PreviewView, SearchAsk, SearchTrouble, SearchView,
};
use web::{App, Error};

pub(super) async fn search(_: &App, _: &web::Cx, ask: &SearchAsk) -> Result<SearchView, Error> {
    Ok(SearchView {
        parsed: query::parse(&ask.text),
        found: None,
        trouble: Some(SearchTrouble::Disabled),
    })
}

pub(super) async fn preview(_: &App, _: &web::Cx, ask: &PreviewAsk) -> Result<PreviewView, Error> {
    Ok(PreviewView {
        parsed: query::parse(&ask.text),
        now: None,
        before: None,
        rejected: 0,
        near: 0,
        samples: Vec::new(),
        trouble: Some(SearchTrouble::Disabled),
    })
}

pub(super) async fn complete(
    _: &App,
    _: &web::Cx,
    _: (&str, usize),
) -> Result<Vec<Completion>, Error> {
    Ok(Vec::new())
}

pub(super) async fn exports(_: &App, _: &web::Cx) -> Result<Vec<ExportView>, Error> {
    Ok(Vec::new())
}
