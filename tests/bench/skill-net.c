/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "skill-net.h"

#include "forecast/bw-verdict.h"

BwBand *
skill_net_bands (BwForecastNet  *net,
                 const BwSeries *series,
                 GArray         *targets,
                 gint64          warm_ms)
{
  BwBand *bands = g_new0 (BwBand, targets->len + 1);
  g_autoptr (BwConformal) conformal = bw_conformal_new ();
  guint warm = bw_verdict_first_issued (targets, warm_ms);

  bw_verdict_make_bands (bands, net, series, targets, warm, targets->len, NULL, NULL);
  bw_conformal_run (conformal, bands + warm, targets->len - warm);
  return bands;
}
