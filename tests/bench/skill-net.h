/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-conformal.h"
#include "forecast/bw-forecast-net.h"

G_BEGIN_DECLS

/* The net's bands at the targets (element-type BwTarget), as the gate makes them: what comes from
 * @warm_ms on calibrates them, what is before stays empty. Returns: (transfer full) */
BwBand *skill_net_bands (BwForecastNet  *net,
                         const BwSeries *series,
                         GArray         *targets,
                         gint64          warm_ms);

G_END_DECLS
