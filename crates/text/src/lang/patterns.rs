//! All patterns of [`letters`](super::letters) looked for at once: an automaton that takes a step a
//! character (Aho and Corasick's), whose states know what each language gains there.

#[cfg(test)]
mod tests;

use super::letters;
use super::words::{self, LANGS};
use std::collections::{HashMap, VecDeque};
use std::sync::LazyLock;

/// The characters of patterns are below; they end with the letters of Vietnamese.
const CHARS: usize = 0x1F00;

/// Where no pattern begins.
const START: u16 = 0;

pub(super) static PATTERNS: LazyLock<Patterns> = LazyLock::new(Patterns::new);

/// What one language gains at one place.
type Gain = (u8, f32);

/// The automaton.
pub(super) struct Patterns {
    /// A column of the steps for each character; the first is for those in no pattern.
    columns: Box<[u8]>,
    n_columns: usize,
    /// The next state, by state and column.
    steps: Box<[u16]>,
    /// Where each state's gains are in `gains`.
    places: Box<[(u32, u32)]>,
    gains: Box<[Gain]>,
}

impl Patterns {
    /// Adds to each language the weights of its patterns in a text, once for each place.
    pub(super) fn add(&self, text: &str, scores: &mut [f32; LANGS]) {
        let mut state = START;
        for c in text.chars() {
            let column = self.columns.get(c as usize).copied().unwrap_or_default();
            state = self.steps[usize::from(state) * self.n_columns + usize::from(column)];
            let (from, to) = self.places[usize::from(state)];
            for (lang, weight) in &self.gains[from as usize..to as usize] {
                scores[usize::from(*lang)] += weight;
            }
        }
    }

    fn new() -> Self {
        let mut columns = vec![0; CHARS].into_boxed_slice();
        let mut n_columns = 1;
        for c in letters::PATTERNS.iter().flat_map(|(_, it, _)| it.chars()) {
            if c != '|' && columns[c as usize] == 0 {
                columns[c as usize] = u8::try_from(n_columns).expect("fewer letters than that");
                n_columns += 1;
            }
        }
        let mut tree = Tree::of_patterns(&columns);
        let steps = tree.link(n_columns);
        let mut places = Vec::new();
        let mut gains = Vec::new();
        for node in tree.nodes {
            let from = gains.len() as u32;
            let all = node.gains.iter().enumerate();
            gains.extend(
                all.filter(|it| *it.1 != 0.0)
                    .map(|(lang, it)| (lang as u8, *it)),
            );
            places.push((from, gains.len() as u32));
        }
        Self {
            columns,
            n_columns,
            steps: steps.into(),
            places: places.into(),
            gains: gains.into(),
        }
    }
}

/// The patterns as a tree of their prefixes; the root comes first.
struct Tree {
    nodes: Vec<Node>,
}

struct Node {
    children: HashMap<u8, u16>,
    gains: [f32; LANGS],
}

impl Node {
    fn new() -> Self {
        Self {
            children: HashMap::new(),
            gains: [0.0; LANGS],
        }
    }
}

impl Tree {
    fn of_patterns(columns: &[u8]) -> Self {
        let mut tree = Self {
            nodes: vec![Node::new()],
        };
        for (tags, patterns, weight) in letters::PATTERNS {
            for pattern in patterns.split('|') {
                let node = tree.insert(pattern.chars().map(|c| columns[c as usize]));
                for lang in tags.iter().filter_map(|tag| words::index_of(tag)) {
                    tree.nodes[node].gains[lang] += weight;
                }
            }
        }
        tree
    }

    fn insert(&mut self, pattern: impl Iterator<Item = u8>) -> usize {
        let mut node = 0;
        for column in pattern {
            let new = u16::try_from(self.nodes.len()).expect("fewer letters than that");
            let next = *self.nodes[node].children.entry(column).or_insert(new);
            if next == new {
                self.nodes.push(Node::new());
            }
            node = usize::from(next);
        }
        node
    }

    /// The next state for each state and column. A state gains also what its longest proper suffix
    /// that is a state gains; shorter states come first, so that one is done.
    fn link(&mut self, n_columns: usize) -> Vec<u16> {
        let mut steps = vec![START; self.nodes.len() * n_columns];
        let mut queue = VecDeque::from([(usize::from(START), usize::from(START))]);
        while let Some((state, suffix)) = queue.pop_front() {
            if state != suffix {
                let inherited = self.nodes[suffix].gains;
                for (gain, more) in self.nodes[state].gains.iter_mut().zip(inherited) {
                    *gain += more;
                }
            }
            for column in 0..n_columns {
                // At the root, the suffix of a child is the root itself.
                let fallback = match state {
                    0 => START,
                    _ => steps[suffix * n_columns + column],
                };
                let child = self.nodes[state].children.get(&(column as u8)).copied();
                if let Some(child) = child {
                    queue.push_back((usize::from(child), usize::from(fallback)));
                }
                steps[state * n_columns + column] = child.unwrap_or(fallback);
            }
        }
        steps
    }
}
