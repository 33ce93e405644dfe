//! A DAG-CBOR record as the JSON the network's HTTP side shows: links and bytes have their own forms.

use base64::{Engine as _, prelude::BASE64_STANDARD_NO_PAD};
use ipld_core::ipld::Ipld;
use model::DropReason;
use serde_json::{Map, Value};

/// Decodes one value whole and writes it as JSON text.
pub(super) fn from_dag_cbor(bytes: &[u8]) -> Result<String, DropReason> {
    // The decoder stops at a depth of some hundred levels, so this recursion does.
    let value: Ipld = serde_ipld_dagcbor::from_slice(bytes).map_err(|_| DropReason::Malformed)?;
    Ok(to_json(value)?.to_string())
}

fn to_json(value: Ipld) -> Result<Value, DropReason> {
    Ok(match value {
        Ipld::Null => Value::Null,
        Ipld::Bool(it) => it.into(),
        Ipld::Integer(it) => i64::try_from(it).map_err(|_| DropReason::Malformed)?.into(),
        // The protocol has no fractions; some records do.
        Ipld::Float(it) => it.into(),
        Ipld::String(it) => it.into(),
        Ipld::Bytes(it) => {
            let encoded = BASE64_STANDARD_NO_PAD.encode(it);
            single("$bytes", encoded.into())
        }
        Ipld::Link(it) => single("$link", it.to_string().into()),
        Ipld::List(items) => items
            .into_iter()
            .map(to_json)
            .collect::<Result<Vec<_>, _>>()?
            .into(),
        Ipld::Map(members) => {
            let mut object = Map::new();
            for (name, value) in members {
                object.insert(name, to_json(value)?);
            }
            object.into()
        }
    })
}

fn single(name: &str, value: Value) -> Value {
    Value::Object(Map::from_iter([(name.to_owned(), value)]))
}
