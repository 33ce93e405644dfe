//! One module a page.

pub mod about;
pub mod board_form;
pub mod builder;
pub mod column_form;
pub mod door;
pub mod fault;
pub mod find;
pub mod help;
pub mod home;
pub mod kit;
pub mod listen;
pub mod lists;
pub mod more;
pub mod organisation;
pub mod post;
pub mod queries;
pub mod search;
pub mod settings;
pub mod shell;
pub mod source;
pub mod source_new;
pub mod sources;
pub mod status;
