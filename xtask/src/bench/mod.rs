//! `cargo xtask bench`: measures Masque and its peers on the same work, in the
//! same run, and writes `docs/benchmarks.md` and `docs/cost-by-outline.svg`.
//!
//! It only arranges: the work is made in `benches/workload`, Masque runs in
//! Chromium (`benches/page`, `examples/measure` and the page's own worker), the
//! peers in their own programs (`benches/peers`). No time of a contender is
//! taken before what it makes was held against the exact result.
//!
//! To add a contender: its function in `benches`, and one entry in
//! [`contenders`].

mod contenders;
mod contest;
mod findings;
mod machine;
mod outline;
mod player;
mod report;
mod setting;
mod shipped;
mod site;
mod statistics;
mod targets;

use anyhow::{Result, bail};
use clap::Args;

use findings::Findings;
use setting::Setting;

/// How much to measure.
#[derive(Args)]
pub struct Options {
    /// Only 50 masks in the picture of 12 megapixels, in few rounds; writes no
    /// documentation
    #[arg(long)]
    quick: bool,
}

/// Measures everything and writes the findings down.
///
/// # Errors
/// When something cannot be built or run, or an output is not what it must be.
pub fn run(options: &Options) -> Result<()> {
    let load = machine::load();
    let mut setting = Setting::prepare()?;
    let mut findings = Findings {
        machine: machine::describe(&mut setting, load)?,
        ..Findings::default()
    };
    for case in contest::cases(options.quick) {
        println!("\n{case}");
        contest::hold(&mut setting, &case, &mut findings)?;
    }
    println!("\nThe worker that ships");
    shipped::measure(&mut setting, options.quick, &mut findings)?;
    findings.outline = outline::measure(&mut setting)?;

    let text = report::text(&findings, &setting.work);
    println!("\n{text}");
    if !options.quick {
        report::write(&text)?;
        outline::draw(&findings.outline)?;
    }
    match findings.differing.as_slice() {
        [] => Ok(()),
        names => bail!(
            "Outputs differ, so these have no time: {}",
            names.join(", ")
        ),
    }
}
