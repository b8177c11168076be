/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-style.h"

#include <adwaita.h>

const BwPlotPalette *
bw_style_get_palette (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  return bw_plot_palette_get (adw_style_manager_get_dark (manager),
                              adw_style_manager_get_high_contrast (manager));
}
