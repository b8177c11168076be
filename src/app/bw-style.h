/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-palette.h"

G_BEGIN_DECLS

/* The palette of the charts for the colour scheme and the contrast that the interface has now. */
const BwPlotPalette *bw_style_get_palette (void);

G_END_DECLS
