//! What a plan finds in one segment.
//!
//! First its terms are looked up, and what the segment does not have is left out: most questions end there.
//! Of what must all hold the rarest is listed, and the others are asked about the posts of that list only.

use std::cell::Cell;

use tantivy::{
    InvertedIndexReader,
    postings::{BlockSegmentPostings, TermInfo},
    schema::IndexRecordOption,
};

use crate::{
    apart,
    docs::{Docs, Gather},
    error::Result,
    expand::Ground,
    figures::{self, Test},
    find::{Find, Row, Spot},
    month::Part,
    places::{self, Places},
    plan::{Limit, Plan},
    stop::{Pace, Stop},
};

/// A list is gone through, rather than searched for each post, if it is at most so many times as long.
const SKIP: usize = 8;
/// What a look at positions costs more than one at a list of posts.
const PLACES_COST: u64 = 10;

/// One segment, being asked.
pub(crate) struct Sieve<'s> {
    part: &'s Part,
    stop: &'s Stop,
    ground: Ground<'s>,
    /// Posts looked at since the last look at the clock.
    done: Cell<usize>,
}

/// A part of a plan, in one segment.
enum Node<'s> {
    Nothing,
    All,
    Term(&'s InvertedIndexReader, TermInfo),
    /// What is in all of the first and none of the second.
    And(Vec<Self>, Vec<Self>),
    Or(Vec<Self>),
    Places(Box<Places>),
    /// Known from a column, post by post.
    Test(Test),
    Docs(Docs),
}

impl<'s> Sieve<'s> {
    pub(crate) fn new(part: &'s Part, stop: &'s Stop) -> Self {
        Self {
            part,
            stop,
            ground: Ground::of(part, stop),
            done: Cell::new(0),
        }
    }

    /// The posts within a bound of a plan, those that are gone among them.
    pub(crate) fn find(&self, plan: &Plan, limit: Limit) -> Result<Docs> {
        self.stop.check()?;
        let node = self.node(plan, limit)?;
        let docs = self.list(node)?;
        // Who looks at positions ends early when the time is over.
        if self.stop.is_given_up() {
            self.stop.check()?;
        }
        Ok(docs)
    }

    fn max_doc(&self) -> u32 {
        self.ground.max_doc
    }

    fn node(&self, plan: &Plan, limit: Limit) -> Result<Node<'s>> {
        Ok(match plan {
            Plan::Nothing => Node::Nothing,
            Plan::And(parts) => self.all_of(parts, limit)?,
            Plan::Not(_) => self.all_of(std::slice::from_ref(plan), limit)?,
            Plan::Or(parts) => {
                let mut nodes = Vec::with_capacity(parts.len());
                for part in parts {
                    nodes.push(self.node(part, limit)?);
                }
                any_of(nodes)
            }
            Plan::Fact(term) => term_in(&self.part.facts, term)?,
            Plan::Author(name) => Node::Docs(apart::by_author(self.part, name)?),
            Plan::Find(find) => self.sought(find)?,
            Plan::Figure(figure, compare) => {
                figures::by_figure(&self.part.segment, *figure, *compare)?
                    .map_or(Node::Nothing, Node::Test)
            }
            Plan::Time(first, last) => {
                Node::Test(Test::Time(self.part.columns.clone(), *first..=*last))
            }
            Plan::Maybe(inner) => match limit {
                Limit::Sure => Node::Nothing,
                Limit::Possible => self.node(inner, limit)?,
            },
        })
    }

    /// Looks at the clock now and then: once for so much work.
    fn work(&self, n: usize) -> Result<()> {
        let done = self.done.get() + n;
        let is_due = done >= Pace::STEPS as usize;
        self.done.set(if is_due { 0 } else { done });
        if is_due { self.stop.check() } else { Ok(()) }
    }

    /// A conjunction, whose exclusions exclude by the opposite bound.
    fn all_of(&self, parts: &[Plan], limit: Limit) -> Result<Node<'s>> {
        let (mut asked, mut excluded) = (Vec::with_capacity(parts.len()), Vec::new());
        // What is looked up at once comes first: where it is not, nothing else is worth a look.
        for is_dear in [false, true] {
            for part in parts.iter().filter(|it| it.is_dear() == is_dear) {
                if matches!(part, Plan::Not(_)) {
                    continue;
                }
                match self.node(part, limit)? {
                    Node::Nothing => return Ok(Node::Nothing),
                    Node::All => {}
                    node => asked.push(node),
                }
            }
        }
        for part in parts {
            let Plan::Not(inner) = part else { continue };
            match self.node(inner, limit.opposite())? {
                Node::Nothing => {}
                Node::All => return Ok(Node::Nothing),
                node => excluded.push(node),
            }
        }
        Ok(match (asked.len(), excluded.len()) {
            (0, 0) => Node::All,
            (1, 0) => asked.remove(0),
            _ => Node::And(asked, excluded),
        })
    }

    fn sought(&self, find: &Find) -> Result<Node<'s>> {
        let Find::Row(Row(spots)) = find else {
            return self.placed(find);
        };
        match spots.as_slice() {
            [Spot::Term(term)] => term_in(&self.part.places, term),
            [spot @ Spot::Stem(_)] => Ok(Node::Docs(Docs::Many(self.ground.docs(spot)?))),
            [spot] => {
                let found = self.ground.terms(spot)?.into_iter();
                let terms = found.map(|it| Node::Term(&self.part.places, it.info));
                Ok(any_of(terms.collect()))
            }
            _ => self.placed(find),
        }
    }

    fn placed(&self, find: &Find) -> Result<Node<'s>> {
        let places = places::start(find, &self.ground)?;
        Ok(places.map_or(Node::Nothing, |it| Node::Places(Box::new(it))))
    }

    fn list(&self, node: Node<'s>) -> Result<Docs> {
        let max_doc = self.max_doc();
        Ok(match node {
            Node::Nothing => Docs::NONE,
            Node::All => Docs::all(max_doc),
            Node::Docs(docs) => docs,
            Node::And(mut asked, excluded) => {
                asked.sort_by_key(|it| it.cost(max_doc));
                let mut asked = asked.into_iter();
                let first = asked.next().unwrap_or(Node::All);
                let docs = self.list(first)?;
                self.narrow_by(docs, asked, excluded)?
            }
            node => {
                let mut docs = Gather::new(node.size(max_doc), max_doc);
                self.gather(node, &mut docs)?;
                docs.finish()
            }
        })
    }

    /// Adds what a node finds.
    fn gather(&self, node: Node<'s>, to: &mut Gather) -> Result<()> {
        match node {
            Node::Term(index, info) => self.each_block(index, &info, |docs| {
                to.extend(docs.iter().copied());
            })?,
            Node::Or(nodes) => {
                for node in nodes {
                    self.gather(node, to)?;
                }
            }
            Node::Places(places) => to.extend(*places),
            Node::Test(test) => {
                for doc in 0..self.max_doc() {
                    self.work(1)?;
                    if test.holds(doc) {
                        to.add(doc);
                    }
                }
            }
            node @ (Node::Nothing | Node::All | Node::And(..) | Node::Docs(_)) => {
                to.extend(self.list(node)?.iter());
            }
        }
        Ok(())
    }

    /// Those of some posts that a node finds too.
    fn narrow(&self, docs: &Docs, node: Node<'s>) -> Result<Docs> {
        let mut kept = Gather::new(docs.len() as u64, self.max_doc());
        match node {
            Node::Nothing => {}
            Node::All => kept.extend(docs.iter()),
            Node::Term(index, info) => self.narrow_by_term(docs, index, &info, &mut kept)?,
            Node::And(mut asked, excluded) => {
                asked.sort_by_key(|it| it.cost(self.max_doc()));
                let mut asked = asked.into_iter();
                let first = asked.next().unwrap_or(Node::All);
                let docs = self.narrow(docs, first)?;
                return self.narrow_by(docs, asked, excluded);
            }
            Node::Or(nodes) => {
                for node in nodes {
                    kept.extend(self.narrow(docs, node)?.iter());
                }
            }
            Node::Places(mut places) => {
                for doc in docs.iter() {
                    self.work(1)?;
                    if places.holds(doc) {
                        kept.add(doc);
                    }
                }
            }
            Node::Test(test) => {
                for doc in docs.iter() {
                    self.work(1)?;
                    if test.holds(doc) {
                        kept.add(doc);
                    }
                }
            }
            Node::Docs(known) => kept.extend(docs.iter().filter(|it| known.contains(*it))),
        }
        Ok(kept.finish())
    }

    /// Those of some posts that are in all nodes and none of those excluded.
    fn narrow_by(
        &self,
        mut docs: Docs,
        asked: impl Iterator<Item = Node<'s>>,
        excluded: Vec<Node<'s>>,
    ) -> Result<Docs> {
        for node in asked {
            if docs.is_empty() {
                return Ok(docs);
            }
            docs = self.narrow(&docs, node)?;
        }
        for node in excluded {
            if docs.is_empty() {
                return Ok(docs);
            }
            let gone = self.narrow(&docs, node)?;
            docs.retain(|it| !gone.contains(it));
        }
        Ok(docs)
    }

    fn narrow_by_term(
        &self,
        docs: &Docs,
        index: &InvertedIndexReader,
        info: &TermInfo,
        kept: &mut Gather,
    ) -> Result<()> {
        match docs {
            Docs::Few(list) if list.len() * SKIP < info.doc_freq as usize => {
                let mut block = block(index, info)?;
                for doc in list {
                    self.work(1)?;
                    let at = block.seek(*doc);
                    if block.docs().get(at) == Some(doc) {
                        kept.add(*doc);
                    }
                }
                Ok(())
            }
            Docs::Few(list) => {
                let mut rest = list.as_slice();
                self.each_block(index, info, |docs| {
                    for doc in docs {
                        while let [first, others @ ..] = rest
                            && first < doc
                        {
                            rest = others;
                        }
                        if rest.first() == Some(doc) {
                            kept.add(*doc);
                        }
                    }
                })
            }
            Docs::Many(bits) => self.each_block(index, info, |docs| {
                kept.extend(docs.iter().copied().filter(|it| bits.contains(*it)));
            }),
        }
    }

    /// The posts of a term, block by block.
    fn each_block(
        &self,
        index: &InvertedIndexReader,
        info: &TermInfo,
        mut each: impl FnMut(&[u32]),
    ) -> Result<()> {
        let mut block = block(index, info)?;
        while !block.docs().is_empty() {
            self.work(block.docs().len())?;
            each(block.docs());
            block.advance();
        }
        Ok(())
    }
}

impl Node<'_> {
    /// At most so many posts are found.
    fn size(&self, max_doc: u32) -> u64 {
        let size = match self {
            Self::Nothing => 0,
            Self::All | Self::Test(_) => u64::from(max_doc),
            Self::Term(_, info) => u64::from(info.doc_freq),
            Self::And(asked, _) => {
                let sizes = asked.iter().map(|it| it.size(max_doc));
                sizes.min().unwrap_or(u64::from(max_doc))
            }
            Self::Or(nodes) => nodes.iter().map(|it| it.size(max_doc)).sum(),
            Self::Places(places) => u64::from(places.size()),
            Self::Docs(docs) => docs.len() as u64,
        };
        size.min(max_doc.into())
    }

    /// What it takes to list it, against others.
    fn cost(&self, max_doc: u32) -> u64 {
        match self {
            Self::Places(_) => self.size(max_doc) * PLACES_COST,
            Self::Or(nodes) => nodes.iter().map(|it| it.cost(max_doc)).sum(),
            Self::And(asked, _) => {
                let costs = asked.iter().map(|it| it.cost(max_doc));
                costs.min().unwrap_or(u64::from(max_doc))
            }
            _ => self.size(max_doc),
        }
    }
}

fn any_of(mut nodes: Vec<Node<'_>>) -> Node<'_> {
    nodes.retain(|it| !matches!(it, Node::Nothing));
    if nodes.iter().any(|it| matches!(it, Node::All)) {
        return Node::All;
    }
    match nodes.len() {
        0 => Node::Nothing,
        1 => nodes.remove(0),
        _ => Node::Or(nodes),
    }
}

fn term_in<'s>(index: &'s InvertedIndexReader, term: &str) -> Result<Node<'s>> {
    let info = index.terms().get(term)?;
    Ok(info.map_or(Node::Nothing, |it| Node::Term(index, it)))
}

fn block(index: &InvertedIndexReader, info: &TermInfo) -> Result<BlockSegmentPostings> {
    Ok(index.read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?)
}
