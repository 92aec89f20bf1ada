import numpy as np


def pair(value):
    return value if isinstance(value, (tuple, list)) else (value, value)


def conv2d(x, weight, bias=None, *, stride=1, padding=0, dilation=1, groups=1):
    (sh, sw), (ph, pw), (dh, dw) = pair(stride), pair(padding), pair(dilation)
    dtype = np.result_type(x, weight)
    if dtype.kind != "f":
        dtype = np.dtype(np.float64)
    n, c, h, w = x.shape
    f, cg, kh, kw = weight.shape
    if c != cg * groups or f % groups:
        raise ValueError("channels do not match")
    oh = (h + 2 * ph - dh * (kh - 1) - 1) // sh + 1
    ow = (w + 2 * pw - dw * (kw - 1) - 1) // sw + 1
    if oh < 1 or ow < 1:
        raise ValueError("no window fits")
    padded = np.zeros((n, c, h + 2 * ph, w + 2 * pw), dtype)
    padded[:, :, ph : ph + h, pw : pw + w] = x
    out = np.zeros((n, f, oh, ow), dtype)
    per = f // groups
    for o in range(f):
        first = (o // per) * cg
        for i in range(kh):
            for j in range(kw):
                rows = slice(i * dh, i * dh + (oh - 1) * sh + 1, sh)
                cols = slice(j * dw, j * dw + (ow - 1) * sw + 1, sw)
                taps = weight[o, :, i, j].astype(dtype)
                out[:, o] += np.einsum("nchw,c->nhw", padded[:, first : first + cg, rows, cols], taps)
        if bias is not None:
            out[:, o] += bias[o]
    return out
