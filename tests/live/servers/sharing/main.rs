// SPDX-FileCopyrightText: Meshlens contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//! Starts the Delta Sharing server of the crate `delta-sharing-server`: shares from a YAML file,
//! read anew for every call, Delta tables in S3, and nothing without the bearer token it is given.
//!
//! What the crate has not right is set right here: the lines of a table's files, which it wraps twice
//! and gives no size.
//!
//! Arguments: the YAML file, the port, the token. S3 is found by AWS_ENDPOINT_URL.

use std::sync::Arc;

use axum::body::{boxed, Body, Full};
use axum::http::{header::AUTHORIZATION, Request, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::Router;
use delta_sharing_server::manager::file::FileShareManager;
use delta_sharing_server::reader::delta::DeltaTableReader;
use delta_sharing_server::router::build_sharing_server_router;
use delta_sharing_server::signer::s3::S3UrlSigner;
use delta_sharing_server::state::SharingServerState;
use serde_json::{json, Value};
use tower::ServiceExt;

fn router(shares: &str, s3: &aws_sdk_s3::Client) -> Router {
    let mut state = SharingServerState::new(Arc::new(FileShareManager::new(shares.into())));
    state.add_table_reader("DELTA", Arc::new(DeltaTableReader::new()));
    state.add_url_signer("S3", Arc::new(S3UrlSigner::new(s3.clone())));
    build_sharing_server_router(Arc::new(state))
}

/// The size of the file that a presigned URL (http://HOST/BUCKET/KEY?...) leads to.
async fn size_of(url: &str, s3: &aws_sdk_s3::Client) -> Option<i64> {
    let (bucket, key) = url.split('?').next()?.splitn(4, '/').nth(3)?.split_once('/')?;
    Some(s3.head_object().bucket(bucket).key(key).send().await.ok()?.content_length())
}

/// The lines of an answer with each file as the protocol has it.
async fn mended(answer: Response, s3: &aws_sdk_s3::Client) -> Response {
    let (parts, body) = answer.into_parts();
    let text = hyper::body::to_bytes(body).await.expect("a body");
    let mut lines = Vec::new();
    for line in text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        let mut action: Value = serde_json::from_slice(line).expect("a line of JSON");
        if let Some(file) = action.pointer("/file/file").cloned() {
            action = json!({ "file": file });
            let url = action["file"]["url"].as_str().expect("a URL").to_owned();
            action["file"]["size"] = json!(size_of(&url, s3).await);
        }
        lines.extend(action.to_string().into_bytes());
        lines.push(b'\n');
    }
    let mut answer = Response::from_parts(parts, boxed(Full::from(lines)));
    answer.headers_mut().remove("content-length");
    answer
}

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, shares, port, token] = arguments.as_slice() else {
        panic!("usage: sharing-server SHARES.yaml PORT TOKEN");
    };
    let endpoint = std::env::var("AWS_ENDPOINT_URL").expect("AWS_ENDPOINT_URL");
    let settings = aws_config::from_env().endpoint_url(endpoint).load().await;
    let s3 = aws_sdk_s3::config::Builder::from(&settings).force_path_style(true).build();
    let s3 = aws_sdk_s3::Client::from_conf(s3);

    let shares = shares.clone();
    let bearer = format!("Bearer {token}");
    let answer = move |request: Request<Body>| {
        let permitted = request.headers().get(AUTHORIZATION).map_or(false, |value| value == bearer.as_str());
        let (router, s3) = (router(&shares, &s3), s3.clone());
        let lists_files = request.uri().path().ends_with("/query");
        let is_probe = request.uri().path() == "/health";
        async move {
            if is_probe {
                return StatusCode::OK.into_response();
            }
            if !permitted {
                return StatusCode::UNAUTHORIZED.into_response();
            }
            let answer: Response = router.oneshot(request).await.into_response();
            if lists_files && answer.status().is_success() { mended(answer, &s3).await } else { answer }
        }
    };
    axum::Server::bind(&format!("127.0.0.1:{port}").parse().expect("a port"))
        .serve(Router::new().fallback(answer).into_make_service())
        .await
        .expect("serving");
}
