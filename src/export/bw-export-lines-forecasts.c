/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "export/bw-export-lines-private.h"
#include "export/bw-line-writer.h"
#include "forecast/bw-forecast.h"
#include "store/bw-forecasts.h"
#include "store/bw-member.h"

#include <math.h>

static BwLineSeries *
get_series (BwLinesExport    *self,
            const BwForecast *forecast,
            guint             ahead)
{
  char hours[8] = "";
  const char *const tags[] = {
    "ahead", hours,
    "kind", ahead > 0 ? "forecast" : "now",
    "measure", bw_measure_get_id (forecast->measure),
    "model", forecast->model,
    "person", self->options->person,
    NULL,
  };

  if (ahead > 0)
    g_snprintf (hours, sizeof hours, "%u", ahead);
  return bw_lines_export_get_series (
      self, bw_line_make_head (bw_line_measurement_get_id (BW_LINE_FATIGUE), tags));
}

/* What every point of the forecast ends with, but its time. */
static void
add_frame (GString          *out,
           gboolean         *first,
           const BwForecast *forecast,
           int               offset_min)
{
  g_autofree char *issued = bw_time_format (forecast->issued_ms, forecast->offset_min);

  bw_line_add_text (out, first, "issued", issued);
  bw_line_add_count (out, first, "offset_min", offset_min);
}

static gboolean
write_now (BwLinesExport     *self,
           const BwForecast  *forecast,
           GError           **error)
{
  gboolean first = TRUE;
  gint64 time_ns;

  if (!forecast->has_score
      || !bw_lines_export_begin (self, get_series (self, forecast, 0), forecast->issued_ms,
                                 &time_ns))
    return TRUE;
  bw_line_add_number (self->out, &first, "score", forecast->score_now);
  bw_line_add_text (self->out, &first, "zone", bw_zone_get_id (forecast->zone_now));
  add_frame (self->out, &first, forecast, forecast->offset_min);
  return bw_lines_export_end (self, BW_LINE_FATIGUE, time_ns, error);
}

static gboolean
write_hour (BwLinesExport     *self,
            const BwForecast  *forecast,
            guint              i,
            GError           **error)
{
  const BwForecastHour *hour = &forecast->hours[i];
  GString *out = self->out;
  gboolean first = TRUE;
  gint64 time_ns;

  if (!bw_lines_export_begin (self, get_series (self, forecast, i + 1), hour->time_ms, &time_ns))
    return TRUE;
  bw_line_add_number (out, &first, "median_ms", hour->median_ms);
  bw_line_add_number (out, &first, "low_ms", hour->low_ms);
  bw_line_add_number (out, &first, "high_ms", hour->high_ms);
  if (forecast->has_score)
    {
      bw_line_add_number (out, &first, "score", hour->score);
      bw_line_add_number (out, &first, "score_low", hour->score_low);
      bw_line_add_number (out, &first, "score_high", hour->score_high);
      bw_line_add_text (out, &first, "zone", bw_zone_get_id (hour->zone));
      bw_line_add_number (out, &first, "p_green", hour->p_green);
      bw_line_add_number (out, &first, "p_yellow", hour->p_yellow);
      bw_line_add_number (out, &first, "p_red", hour->p_red);
    }
  add_frame (out, &first, forecast, hour->offset_min);
  return bw_lines_export_end (self, BW_LINE_FATIGUE, time_ns, error);
}

static gboolean
write_forecast (const BwForecastRow  *row,
                gpointer              data,
                GError              **error)
{
  BwLinesExport *self = data;
  g_autoptr (JsonNode) node = bw_member_parse (row->json);
  g_autoptr (BwForecast) forecast = node != NULL ? bw_forecast_from_json (node, NULL) : NULL;

  if (forecast == NULL)
    {
      self->counts->left_out++;
      return TRUE;
    }
  if (!write_now (self, forecast, error))
    return FALSE;
  for (guint i = 0; i < forecast->n_hours; i++)
    if (!write_hour (self, forecast, i, error))
      return FALSE;
  return TRUE;
}

gboolean
bw_lines_export_write_forecasts (BwLinesExport  *self,
                                 GError        **error)
{
  return bw_library_each_forecast (self->library, self->options->from_ms, self->options->to_ms,
                                   write_forecast, self, error);
}
