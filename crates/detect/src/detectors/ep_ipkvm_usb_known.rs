//! `ep-ipkvm-usb-known`: a USB device that names itself as a KVM-over-IP device.

use std::collections::BTreeSet;

use crate::detector::Detector;
use crate::plugged::{self, Hit};
use crate::tables::hardware::known_kvm_usb;

/// A USB device that names itself as a KVM-over-IP device.
pub static EP_IPKVM_USB_KNOWN: Detector = Detector {
    id: "ep-ipkvm-usb-known",
    version: 1,
    page: include_str!("../../../../casebooks/ep-ipkvm-usb-known.md"),
    rule: "vendor, product and strings of a USB device are the defaults of a KVM-over-IP device in the shipped table; the gadget id 1d6b:0104 alone is none",
    regrades: &[],
    counts: true,
    household_explains: false,
    needs: &["usb_devices"],
    check: |context, sink| {
        plugged::check_usb(context, sink, |usb| {
            let known = known_kvm_usb(usb)?;
            Some(Hit {
                what: format!("a device that names itself {}", known.device),
                conditions: BTreeSet::new(),
            })
        })
    },
};
