/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwNarrowBin:
 *
 * Tells by its property `narrow` whether it has less than `below` pixels (600 unless told otherwise),
 * for its contents to arrange themselves by. It may become as narrow as its `width-request` even while
 * the wide arrangement needs more: else a window could never be made narrow. What is too wide for the
 * one frame between is cut off; `below` is therefore no less than what the wide arrangement needs.
 */
#define BW_TYPE_NARROW_BIN (bw_narrow_bin_get_type ())
G_DECLARE_FINAL_TYPE (BwNarrowBin, bw_narrow_bin, BW, NARROW_BIN, AdwBin)

gboolean bw_narrow_bin_get_narrow (BwNarrowBin *self);

/* For a width that is known before the first frame. */
void bw_narrow_bin_expect_width (BwNarrowBin *self,
                                 int          width);

G_END_DECLS
