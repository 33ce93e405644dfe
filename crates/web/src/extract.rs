//! Axum's extractors with our errors: a bad request is answered like everything else.

use axum::{
    extract::{FromRequest, FromRequestParts, Request},
    response::IntoResponse,
};
use http::{StatusCode, request::Parts};
use serde::de::DeserializeOwned;

use crate::Error;

/// Parts of the path. What does not parse is a page that does not exist.
pub struct Path<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Path<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        axum::extract::Path::from_request_parts(parts, state)
            .await
            .map(|it| Self(it.0))
            .map_err(|_| Error::NotFound)
    }
}

/// The query string.
pub struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        axum::extract::Query::from_request_parts(parts, state)
            .await
            .map(|it| Self(it.0))
            .map_err(|rejection| Error::BadRequest(rejection.body_text()))
    }
}

/// A form a person sent.
pub struct Form<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Form<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        axum::extract::Form::from_request(request, state)
            .await
            .map(|it| Self(it.0))
            .map_err(|rejection| {
                if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
                    Error::TooLarge
                } else {
                    let status = rejection.into_response().status();
                    Error::BadRequest(format!("the form could not be read ({status})"))
                }
            })
    }
}
