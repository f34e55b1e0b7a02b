"""Where a sequence-to-sequence model runs: transformers on torch, or CTranslate2.

Both are a `Runtime`, both decode by beam search as the model's card says, and from the same weights
in float32 both write the same tokens.
"""

from summarize.runtime.seam import Request, Runtime, Settings, Written, load

__all__ = ["Request", "Runtime", "Settings", "Written", "load"]
