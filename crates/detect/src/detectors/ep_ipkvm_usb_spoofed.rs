//! `ep-ipkvm-usb-spoofed`: a USB device whose strings contradict the maker that it claims.

use std::collections::BTreeSet;

use crate::detector::Detector;
use crate::plugged::{self, Hit};
use crate::tables::hardware::spoofed_usb;

/// A USB device whose strings contradict the maker that it claims.
pub static EP_IPKVM_USB_SPOOFED: Detector = Detector {
    id: "ep-ipkvm-usb-spoofed",
    version: 1,
    page: include_str!("../../../../casebooks/ep-ipkvm-usb-spoofed.md"),
    rule: "ids of a well-known keyboard or receiver with strings or a serial number that the genuine device never returns, by the shipped table",
    regrades: &[],
    counts: true,
    household_explains: false,
    needs: &["usb_devices"],
    check: |context, sink| {
        plugged::check_usb(context, sink, |usb| {
            let says = spoofed_usb(usb)?;
            Some(Hit {
                what: format!("a device that is not what it claims ({says})"),
                conditions: BTreeSet::new(),
            })
        })
    },
};
