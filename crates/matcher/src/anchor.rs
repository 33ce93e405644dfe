//! Under which terms a query is filed: its anchors.
//!
//! A set of terms anchors a query if no post satisfies the query without showing one of them. Of all
//! sets that the tree offers the rarest is taken: of an `AND` the rarest part, of an `OR` all parts
//! together, of a phrase its rarest word. Rarity is counted on the stream, not guessed: the longest
//! word of a query is often its most common one.

use crate::program::{
    ANY_WORD, Near, Node, Op, Run, length, nodes, runs, slices, split, split_run,
};

/// What one more filed term costs when no post shows it: the memory of an entry. Decides between
/// sets of terms that were never seen.
const ENTRY_RATE: f32 = 1e-7;

/// How often each term, by its number, is shown by a post, between 0 and 1.
pub(crate) type Rates = [f32];

/// The rate of the anchors of `node`, if it has any: posts that cost a look at the query.
pub(crate) fn rate(node: Node<'_>, rates: &Rates) -> Option<f32> {
    let of = |id: u32| rates[id as usize] + ENTRY_RATE;
    match node.op {
        Op::And => nodes(node.body)
            .filter_map(|it| rate(it, rates))
            .min_by(f32::total_cmp),
        Op::Or => nodes(node.body).map(|it| rate(it, rates)).sum(),
        _ if node.not => None,
        Op::Term => Some(of(node.payload)),
        Op::Any => Some(node.body.iter().map(|id| of(*id)).sum()),
        Op::Phrase => split_run(node.body).map(|(run, _)| of(rarest(run, rates))),
        Op::Near => {
            let near = Near::read(node.body)?;
            Some(side_rate(near.left, rates).min(side_rate(near.right, rates)))
        }
        Op::Inexact => split(node.body).and_then(|(inner, _)| rate(inner, rates)),
        // A language or kind of post anchors nothing: half of the stream shows it.
        Op::Fact | Op::Lang | Op::Figure => None,
    }
}

/// Adds the anchors of `node`, which has some, to `anchors`.
pub(crate) fn collect(node: Node<'_>, rates: &Rates, anchors: &mut Vec<u32>) {
    match node.op {
        Op::And => {
            if let Some((part, _)) = rarest_part(node, rates) {
                collect(part, rates, anchors);
            }
        }
        Op::Or | Op::Inexact => nodes(node.body).for_each(|it| collect(it, rates, anchors)),
        Op::Term => anchors.push(node.payload),
        Op::Any => anchors.extend(node.body),
        Op::Phrase => anchors.extend(runs(node.body).map(|it| rarest(it, rates))),
        Op::Near => {
            if let Some(near) = Near::read(node.body) {
                let is_left = side_rate(near.left, rates) <= side_rate(near.right, rates);
                let side = if is_left { near.left } else { near.right };
                anchors.extend(runs(side).map(|it| rarest(it, rates)));
            }
        }
        Op::Fact | Op::Lang | Op::Figure => {}
    }
}

/// Whether a post that shows the term is one the query asks for, whatever else it shows.
pub(crate) fn proves(node: Node<'_>, id: u32) -> bool {
    match node.op {
        Op::And => nodes(node.body).all(|it| proves(it, id)),
        Op::Or => nodes(node.body).any(|it| proves(it, id)),
        Op::Term => !node.not && node.payload == id,
        Op::Any => !node.not && node.body.contains(&id),
        Op::Phrase | Op::Near | Op::Fact | Op::Lang | Op::Figure | Op::Inexact => false,
    }
}

/// A query with what its anchors prove set apart.
#[derive(Debug, Default)]
pub(crate) struct Arranged {
    /// One node: what is left to check, the likeliest to fail first.
    pub(crate) checked: Vec<u32>,
    /// One node, or nothing: a post found under an anchor is this.
    pub(crate) proved: Vec<u32>,
}

impl Arranged {
    /// Arranges the one node of `words`.
    pub(crate) fn new(words: &[u32], rates: &Rates) -> Self {
        let Some((root, _)) = split(words) else {
            return Self::default();
        };
        if root.op != Op::And {
            return Self {
                checked: words.to_vec(),
                proved: Vec::new(),
            };
        }
        let proved = rarest_part(root, rates)
            .filter(|(part, _)| matches!(part.op, Op::Term | Op::Any))
            .map(|(_, at)| at);
        let mut parts: Vec<(usize, &[u32])> = slices(root.body).enumerate().collect();
        parts.sort_by(|(_, a), (_, b)| {
            order(a, rates)
                .partial_cmp(&order(b, rates))
                .expect("rates are numbers")
        });
        let mut checked = vec![0];
        for (_, part) in parts.iter().filter(|(at, _)| Some(*at) != proved) {
            checked.extend_from_slice(part);
        }
        checked[0] = Op::And.word(false, length(checked.len() - 1));
        let proved = proved.and_then(|it| slices(root.body).nth(it));
        Self {
            checked,
            proved: proved.unwrap_or_default().to_vec(),
        }
    }

    /// Puts together again what [`Arranged::new`] set apart, as one node at the end of `words`.
    pub(crate) fn join(checked: &[u32], proved: &[u32], words: &mut Vec<u32>) {
        let at = words.len();
        words.extend_from_slice(checked);
        if !proved.is_empty() {
            words.extend_from_slice(proved);
            words[at] = Op::And.word(false, length(words.len() - at - 1));
        }
    }
}

/// The part of an `AND` that is anchored best, and which it is.
fn rarest_part<'w>(and: Node<'w>, rates: &Rates) -> Option<(Node<'w>, usize)> {
    let parts = nodes(and.body).enumerate();
    let anchored = parts.filter_map(|(at, it)| Some((it, at, rate(it, rates)?)));
    let best = anchored.min_by(|(_, _, a), (_, _, b)| a.total_cmp(b));
    best.map(|(part, at, _)| (part, at))
}

fn rarest(run: Run<'_>, rates: &Rates) -> u32 {
    let atoms = run.atoms.iter().copied().filter(|it| *it != ANY_WORD);
    let rarest = atoms.min_by(|a, b| rates[*a as usize].total_cmp(&rates[*b as usize]));
    rarest.expect("a run has a word")
}

fn side_rate(side: &[u32], rates: &Rates) -> f32 {
    runs(side)
        .map(|it| rates[rarest(it, rates) as usize] + ENTRY_RATE)
        .sum()
}

/// Sorts the parts of an `AND`: rare terms fail most, exclusions seldom, and what must be asked of
/// others comes last.
fn order(part: &[u32], rates: &Rates) -> (u8, f32) {
    let Some((node, _)) = split(part) else {
        return (0, 0.0);
    };
    match node.op {
        Op::Inexact => (4, 0.0),
        Op::Lang => (3, 0.0),
        Op::Fact | Op::Figure => (2, 0.0),
        _ => rate(node, rates).map_or((1, 0.0), |rate| (0, rate)),
    }
}
