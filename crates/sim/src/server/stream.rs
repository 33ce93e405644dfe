//! The stream of events over WebSocket: the past asked for, then the present as it comes.

use std::{sync::Arc, time::Duration};

use axum::{
    extract::{
        Query, State, WebSocketUpgrade,
        ws::{Message, WebSocket},
    },
    response::Response,
};
use futures_util::{SinkExt, StreamExt, stream::SplitSink};
use serde::Deserialize;

use super::App;
use crate::{
    faults::{Disorder, Piece},
    sandbox::Shared,
    wire,
};

/// Events rendered under one hold of the ledger.
const BATCH: u64 = 256;
/// A client has nothing to say on this stream.
const MESSAGE_BYTES_MAX: usize = 4 << 10;
/// Shuffled frames wait no longer than that for their window to fill.
const HOLD: Duration = Duration::from_secs(2);

#[derive(Deserialize)]
pub(super) struct Asked {
    cursor: Option<u64>,
}

pub(super) async fn open(
    State(shared): App,
    Query(asked): Query<Asked>,
    upgrade: WebSocketUpgrade,
) -> Response {
    upgrade
        .max_message_size(MESSAGE_BYTES_MAX)
        .on_upgrade(move |socket| async move {
            // An error means that the reader left: nothing to tell, nobody to tell it to.
            let _ = send_all(socket, &shared, asked.cursor).await;
        })
}

type Sink = SplitSink<WebSocket, Message>;

async fn send_all(
    socket: WebSocket,
    shared: &Arc<Shared>,
    cursor: Option<u64>,
) -> Result<(), axum::Error> {
    let mut news = shared.news.subscribe();
    let (mut sink, mut source) = socket.split();
    let mut disorder = Disorder::new(shared.settings.seed);
    let (mut sent, gap) = begin(shared, cursor);
    if let Some(gap) = gap {
        sink.send(Message::text(gap)).await?;
    }
    let mut is_live = false;
    loop {
        let last = *news.borrow_and_update();
        while sent < last {
            let frames = render(shared, sent, last);
            if frames.is_empty() {
                break;
            }
            sent += frames.len() as u64;
            for frame in frames {
                feed(&mut sink, disorder.pass(frame, &shared.faults)).await?;
            }
            sink.flush().await?;
            if shared.stop.is_cancelled() {
                return sink.send(Message::Close(None)).await;
            }
        }
        if !is_live {
            is_live = true;
            feed(&mut sink, disorder.release(&shared.faults)).await?;
            sink.send(Message::text(wire::live(sent, shared.clock.now())))
                .await?;
        }
        tokio::select! {
            changed = news.changed() => {
                if changed.is_err() {
                    return sink.send(Message::Close(None)).await;
                }
            }
            heard = source.next() => match heard {
                // Pings are answered below us; whatever else is said means nothing here.
                Some(Ok(Message::Close(_)) | Err(_)) | None => return Ok(()),
                Some(Ok(_)) => {}
            },
            () = tokio::time::sleep(HOLD), if disorder.is_holding() => {
                feed(&mut sink, disorder.release(&shared.faults)).await?;
                sink.flush().await?;
            }
            () = shared.stop.cancelled() => return sink.send(Message::Close(None)).await,
        }
    }
}

/// Where to begin after, and the gap frame when what was asked for is not kept.
fn begin(shared: &Shared, cursor: Option<u64>) -> (u64, Option<String>) {
    let ledger = shared.ledger();
    let (first, last) = (
        ledger.first_seq(shared.settings.retention_events),
        ledger.last_seq(),
    );
    match cursor {
        // A cursor from the future belongs to another life of this folder: begin with now.
        None => (last, None),
        Some(cursor) if cursor >= last => (last, None),
        Some(cursor) if cursor + 1 < first => {
            let at = ledger
                .event(first)
                .map_or_else(|| shared.clock.now(), |it| it.at);
            (first - 1, Some(wire::gap(cursor + 1, first - 1, at)))
        }
        Some(cursor) => (cursor, None),
    }
}

fn render(shared: &Shared, sent: u64, last: u64) -> Vec<String> {
    let ledger = shared.ledger();
    let view = shared.view(&ledger);
    let until = last.min(sent + BATCH);
    (sent + 1..=until)
        .map_while(|seq| ledger.event(seq).map(|it| wire::frame(view, seq, it)))
        .collect()
}

async fn feed(sink: &mut Sink, pieces: Vec<Piece>) -> Result<(), axum::Error> {
    for piece in pieces {
        let message = match piece {
            Piece::Text(text) => Message::text(text),
            Piece::Bytes(bytes) => Message::binary(bytes),
        };
        sink.feed(message).await?;
    }
    Ok(())
}
