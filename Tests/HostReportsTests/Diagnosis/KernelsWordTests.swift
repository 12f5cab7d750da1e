import MemoryMaps
import PhysicalMemory
import TDXModule
import Testing

@testable import HostReports

/// What the kernel says counts, not what others say of it.
@Suite struct KernelsWordTests {
    private static func diagnosis(_ text: String) throws -> Diagnosis {
        Diagnosis(try MapReader.read(Array(text.utf8), name: "m"))
    }

    private static let keyIDs = "[    1.423525] virt/tdx: BIOS enabled: private KeyID range [64, 128)\n"
    private static let failure = keyIDs + "[   14.036730] virt/tdx: module initialization failed (-5)\n"

    /// Lines of other programs and of the command line; `%` stands for a message of the kernel.
    private static let quoting = [
        "Jun 29 18:28:41 host sudo[2211]:     user : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/usr/bin/grep %",
        "Jun 29 18:28:41 host sudo:     user : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/usr/bin/grep \"%\"",
        "Jun 29 18:28:41 host sudo[2211]: user : COMMAND=/usr/bin/journalctl -g kernel: %",
        "[0.0] Command line: x %", "[    0.000000] Command line: %",
        "[    0.000000] Kernel command line: quiet debug %",
        "[    0.000000] Command line: kernel %", "systemd[1]: Starting % checker...",
        "[   20.123456] systemd[1]: Starting % checker...", "Jun 29 18:28:41 host tdxd[7]: %",
        "Jun 29 18:28:41 host tdxd: %", "2024-01-05T12:03:46+01:00 host tdxd[7]: %", "I saw % yesterday",
        "root@host:~# dmesg | grep '%'", "$ grep -c \"%\" log", "[    1.000000] audit: msg='%'",
        "<6>1 2024-05-01T10:11:12Z host tdxd 7 - - %",
        "{\"SYSLOG_IDENTIFIER\":\"tdxd\",\"MESSAGE\":\"%\"}",
    ]

    private static let spoken = [
        "%", "[   14.036730] %", "[   14.036730][    T1] %", "[   14.036730] [      C0] %", "> > [   14.036730] %",
        ">> %",
        "kern  :info  : [   14.036730] %", "kern  :info  : %", "Jun 29 18:28:41 host kernel: %",
        "Jun 29 18:28:41 host %",
        "Jun 29 18:28:41 host kernel[0]: %", "[    0.000000] localhost kernel: %", "<6>%", "12: %", "12:%",
        "dmesg.txt:17:%", "node1: %", "node1 | %", "6,216,0,-;%", "2024-03-05 11:22:33,123 DEBUG:\t%",
        "2024-05-01T10:11:12Z host %", "<6>1 2024-05-01T10:11:12Z host kernel - - - %",
        "{\"SYSLOG_IDENTIFIER\":\"kernel\",\"MESSAGE\":\"%\"}", "MESSAGE=%", "\"%\",", "* %", "[] %",
        "18:28:41 host kernel: %",
        "[Thu Feb 29 07:43:02 2024] %", "kernel: %", "qemu[7]: [    1.000000] %",
    ]

    private static let messages: [(text: String, isSaid: @Sendable (Diagnosis) -> Bool)] = [
        ("virt/tdx: module initialized", { $0.outcome == .initialized }),
        ("tdx: TDX module initialized.", { $0.outcome == .initialized }),
        ("virt/tdx: 1050644 KB allocated for PAMT", { $0.pamtSize == .kib(1_050_644) }),
        ("tdx: SEAMCALL (0x21) failed: 0xc000090000000000", { $0.status != nil }),
        ("kvm_intel: SEAMCALL (0x21) failed: 0xc000090000000000", { $0.status != nil }),
        ("kvm_intel: APICv is required for TDX", { $0.refusal == .apicv }),
        ("virt/tdx: TDX module version: 1.5.24", { $0.module?.hasPrefix("1.5.24") == true }),
        ("virt/tdx: BIOS enabled: private KeyID range [32, 64)", { $0.keyIDs?.tdx == 32 }),
    ]

    @Test func `what others say does not count`() throws {
        for (message, isSaid) in Self.messages {
            for line in Self.quoting.map({ $0.replacing("%", with: message) }) {
                for log in [Self.failure, Self.keyIDs] {
                    let plain = try Self.diagnosis(log)
                    let diagnosis = try Self.diagnosis(log + line + "\n")
                    #expect(!isSaid(diagnosis), "\(line)")
                    #expect(diagnosis.outcome == plain.outcome && diagnosis.errorNumber == plain.errorNumber, "\(line)")
                }
            }
        }
    }

    @Test func `what the kernel says counts, whatever stands in front`() throws {
        for (message, isSaid) in Self.messages {
            for line in Self.spoken.map({ $0.replacing("%", with: message) }) {
                #expect(isSaid(try Self.diagnosis(line + "\n")), "\(line)")
            }
        }
    }

    /// A quoted banner would begin a boot that says nothing of TDX, and hide the one that does.
    @Test func `what others say of the machine does not count`() throws {
        let memory = "BIOS-e820: [mem 0x0000000000100000-0x000000007fffffff] usable\n"
        let front = "Jun 29 18:28:41 host sudo[2211]: user : COMMAND=/usr/bin/grep "
        for word in [
            "Linux version 5.4.0", "x86/tme: not enabled by BIOS", "x86/mktme: disabled by BIOS",
            "Hypervisor detected: KVM",
            "CPU0: AMD EPYC 9754 128-Core Processor (family: 0x19, model: 0xa0, stepping: 0x2)",
        ] {
            let quoted = try Self.diagnosis(memory + Self.failure + front + word + "\n" + memory)
            #expect(quoted.outcome == .failed && quoted.reading.platform == PlatformFacts(), "\(word)")
            let said = try Self.diagnosis("qemu[7]: [    0.000000] " + word + "\n" + memory)
            #expect(said.reading.platform != PlatformFacts(), "\(word)")
        }
    }
}
