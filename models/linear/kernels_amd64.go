package linear

import "golang.org/x/sys/cpu"

// vector says whether the kernels in kernels_amd64.s can run here.
var vector = cpu.X86.HasAVX2

//go:noescape
func dots4AVX2(x *float32, n int, a, b, c, d *float32, out *[4]float32)

//go:noescape
func expAVX2(x *float32, n int, most float32)

//go:noescape
func axpyAVX2(a float32, x, y *float32, n int)

//go:noescape
func addRowsAVX2(weights *float32, rows *int32, n int, data *float32, stride int, y *float32, width int)

//go:noescape
func raiseAVX2(by, x *float32, n int, least float32, reach *byte)

//go:noescape
func scaleAVX2(a float32, x *float32, n int)
