import PhysicalMemory
import TDXModule

extension PAMTRequest {
    func size(_ level: PAMTLevel) -> ByteCount {
        switch level {
        case .page4K: size4K
        case .page2M: size2M
        case .page1G: size1G
        }
    }
}
