//! Does this machine's processor have what the program was built for?

/// What x86-64-v2 has beyond the first such processors, by the bits that tell of it: SSE3, SSSE3, CMPXCHG16B, SSE4.1,
/// SSE4.2, POPCNT (System V ABI for x86-64, table of microarchitecture levels; Intel SDM, CPUID leaf 1, ECX).
const SECOND_LEVEL: u32 = 1 | 1 << 9 | 1 << 13 | 1 << 19 | 1 << 20 | 1 << 23;

/// Whether a processor that tells this of itself cannot run what was built for the second level.
#[cfg_attr(not(target_arch = "x86_64"), allow(dead_code))] // other processors are not asked
fn is_too_old(tells: u32, was_built_for_second_level: bool) -> bool {
    was_built_for_second_level && tells & SECOND_LEVEL != SECOND_LEVEL
}

/// What to do where the processor is too old for this build.
pub fn lacks() -> Option<&'static str> {
    #[cfg(target_arch = "x86_64")]
    if is_too_old(std::arch::x86_64::__cpuid(1).ecx, cfg!(target_feature = "sse4.2")) {
        return Some(
            "this build needs a processor with SSE4.2 and POPCNT, as made since 2009; build it for this one: \
             RUSTFLAGS=\"-C target-cpu=x86-64\" cargo build --release",
        );
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_processor_that_lacks_one_thing_is_too_old_for_the_second_level_alone() {
        assert!(!is_too_old(SECOND_LEVEL | 1 << 28, true));
        for bit in (0..32).filter(|bit| SECOND_LEVEL >> bit & 1 == 1) {
            let tells = !(1 << bit);
            assert!(is_too_old(tells, true) && !is_too_old(tells, false), "bit {bit}");
        }
    }
}
