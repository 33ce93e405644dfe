//! How often the stream shows each feature, counted in little memory.
//!
//! A count-min sketch: each feature counts in one cell of every row, together with whatever else
//! falls there, and is as frequent as its least cell says. Only the least cells are raised, so that
//! a rare word that shares a cell with `the` stays rare. Counts are never too low; too high a count
//! only makes a worse anchor.

use crate::{
    feature::Feature,
    input::{Asked, Input},
    reading::{Reading, Sieve, Sought, Wants},
    shape::Shapes,
};

/// Cells of a row: a million features are told apart well enough; 4 MiB a row.
const CELLS: usize = 1 << 20;
const ROWS: usize = 2;

/// Posts after which all counts are halved: what nobody talks of any more fades.
const POSTS_MAX: u32 = 1 << 20;

/// What a stream shows. Empty, it takes no memory and says that all is rare.
#[derive(Clone, Debug, Default)]
pub struct Frequencies {
    rows: [Box<[u32]>; ROWS],
    n_posts: u32,
}

/// Counts the posts of a sample into [`Frequencies`].
#[derive(Debug)]
pub struct Census {
    reading: Reading,
    shapes: Shapes,
    distinct: Vec<Feature>,
    frequencies: Frequencies,
}

impl Default for Census {
    fn default() -> Self {
        Self {
            reading: Reading::default(),
            shapes: Shapes::all(),
            distinct: Vec::new(),
            frequencies: Frequencies::default(),
        }
    }
}

impl Census {
    /// Counts what a post shows. A sample is enough: some ten thousand posts tell which words are
    /// common.
    pub fn count(&mut self, input: Input<'_>) {
        let asked = Asked::new(input);
        let shapes = &self.shapes;
        let sought = Sought {
            wants: Wants::ALL,
            sieve: Sieve::All,
            doors: &shapes.doors,
            shapes: &[shapes],
        };
        self.reading.read(&asked, sought);
        self.distinct.clear();
        let sightings = self.reading.sightings();
        self.distinct.extend(sightings.iter().map(|it| it.feature));
        self.distinct.sort_unstable();
        self.distinct.dedup();
        self.frequencies.add(&self.distinct);
    }

    /// What was counted so far.
    #[must_use]
    pub const fn frequencies(&self) -> &Frequencies {
        &self.frequencies
    }
}

impl Frequencies {
    fn add(&mut self, features: &[Feature]) {
        if self.rows.iter().any(|it| it.is_empty()) {
            self.rows = std::array::from_fn(|_| vec![0; CELLS].into());
        }
        if self.n_posts == POSTS_MAX {
            self.rows.iter_mut().flatten().for_each(|it| *it /= 2);
            self.n_posts /= 2;
        }
        self.n_posts += 1;
        for feature in features {
            let cells = cells(*feature);
            let least = self.least(cells);
            for (row, cell) in self.rows.iter_mut().zip(cells) {
                row[cell] = row[cell].max(least + 1);
            }
        }
    }

    fn least(&self, cells: [usize; ROWS]) -> u32 {
        let counts = self
            .rows
            .iter()
            .zip(cells)
            .map(|(row, cell)| row.get(cell).copied());
        counts
            .map(Option::unwrap_or_default)
            .min()
            .unwrap_or_default()
    }

    /// The share of posts that show the feature, at most.
    pub(crate) fn rate(&self, feature: Feature) -> f32 {
        if self.n_posts == 0 {
            return 0.0;
        }
        self.least(cells(feature)) as f32 / self.n_posts as f32
    }
}

/// Features are hashes: each row takes other bits of them.
fn cells(feature: Feature) -> [usize; ROWS] {
    let bits = feature.bits();
    [(bits >> 40) as usize % CELLS, (bits >> 8) as usize % CELLS]
}
