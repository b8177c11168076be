/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-forecast-data.h"
#include "forecast/bw-issue.h"
#include "forecast/bw-verdict.h"

G_BEGIN_DECLS

/* The forecast of @data with @model, which the newest trained net of the library may be.
 * @issue: (out) (optional) */
BwForecast *bw_forecast_make (BwLibrary       *library,
                              BwForecastData  *data,
                              const char      *model,
                              BwIssue         *issue,
                              BwProgress      *progress,
                              GCancellable    *cancellable,
                              GError         **error);

/* What the newest net that was trained on nothing from the issue time on says of the hours to come.
 * Returns: %FALSE with @error; %TRUE with @found %FALSE where there is none */
gboolean bw_forecast_find_net (BwLibrary             *library,
                               const BwForecastData  *data,
                               BwIssueNet            *net,
                               BwVerdict             *verdict,
                               gboolean              *found,
                               GError               **error);

G_END_DECLS
