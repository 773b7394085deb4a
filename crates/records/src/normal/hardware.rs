//! Devices, factors, screens and USB devices, by what they say of themselves.

mod display;
mod edid;
mod number;
mod opaque;
#[cfg(test)]
mod tests;
mod usb;

pub use display::Display;
pub use opaque::{DeviceId, FactorId};
pub use usb::Usb;
