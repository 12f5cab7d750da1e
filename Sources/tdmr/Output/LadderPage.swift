import HostReports
import Reporting
import SafeText
import TDXHost
import TDXModule

/// Ladders as a page: the fleet first, then each machine.
struct LadderPage {
    let ladders: [(path: String, ladder: Ladder)]

    var html: String {
        let fleet = LadderFleet(ladders.map(\.ladder), names: ladders.map(\.path))
        let changes = LadderChange.allCases.map {
            "<li><code>\($0.rawValue)</code>: \(Self.escaped($0.summary)). In the kernel: \(Self.escaped($0.effort))\($0.consequence.map { "; PAMT memory is \(Self.escaped($0))" } ?? "").</li>"
        }
        var body = "<h1>Gain of each change to Linux for the start of TDX</h1>\n"
        body +=
            "<p class=\"lead\">\(fleet.machines) machines from public logs; Linux 7.3 starts TDX on \(fleet.linuxStarts). Times are predicted by the cost model, none is measured; "
        body +=
            "whiskers and intervals are over the ranges of all its parameters. Where CMRs are unknown, memory stands in for them. \(fleet.assumed) of the logs name no processors and count as 2 LPs a package; more LPs gain more from parallel work.</p>\n"
        body +=
            "<ul>\(changes.joined(separator: "\n"))</ul>\n<h2>All machines</h2>\n<pre>\(Self.escaped(fleet.text))</pre>\n"
        for (path, ladder) in ladders {
            let text = LadderText(path: path, ladder: ladder, showsSensitivity: true).text
            body +=
                "<details><summary>\(Self.escaped(path))</summary>\n<div class=\"figure\">\(LadderPicture(title: path, ladder: ladder).chart.draw().inline)</div>\n"
            body += "<pre>\(Self.escaped(text))</pre></details>\n"
        }
        return StandalonePage.document(title: "The ladder", body: body)
    }

    private static func escaped(_ text: String) -> String { MarkupText.escaped(text) }
}
