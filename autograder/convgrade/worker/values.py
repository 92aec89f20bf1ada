"""Values as JSON trees and raw bytes; `kinds` describes them."""

from convgrade.worker.decoding import Decoder
from convgrade.worker.encoding import Encoder
from convgrade.worker.kinds import ProtocolError, Unsupported

__all__ = ["Decoder", "Encoder", "ProtocolError", "Unsupported"]
