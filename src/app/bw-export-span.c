/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-export-span.h"

#include "app/bw-moment-row.h"
#include "base/bw-time.h"

enum {
  SPAN_ALL,
  SPAN_MONTH,
  SPAN_YEAR,
  SPAN_CHOSEN,
};

struct _BwExportSpan
{
  AdwPreferencesGroup parent_instance;

  /* Template children. */
  AdwComboRow *span;
  BwMomentRow *from;
  BwMomentRow *to;

  gint64 last_ms;      /* of the data */
  gboolean is_filled;  /* the two moments have been set */
};

G_DEFINE_FINAL_TYPE (BwExportSpan, bw_export_span, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

gboolean
bw_export_span_get (BwExportSpan *self,
                    gint64       *from_ms,
                    gint64       *to_ms)
{
  guint chosen;

  g_return_val_if_fail (BW_IS_EXPORT_SPAN (self), FALSE);

  chosen = adw_combo_row_get_selected (self->span);
  *from_ms = G_MININT64;
  *to_ms = G_MAXINT64;
  if (chosen == SPAN_MONTH || chosen == SPAN_YEAR)
    *from_ms = self->last_ms - (chosen == SPAN_MONTH ? 30 : 365) * BW_TIME_DAY;
  if (chosen != SPAN_CHOSEN)
    return TRUE;
  *from_ms = bw_moment_row_get (self->from);
  *to_ms = bw_moment_row_get (self->to);
  return bw_moment_row_is_valid (self->from) && bw_moment_row_is_valid (self->to)
         && *from_ms < *to_ms;
}

static void
on_changed (BwExportSpan *self)
{
  gboolean chosen = adw_combo_row_get_selected (self->span) == SPAN_CHOSEN;
  gint64 from_ms, to_ms;

  gtk_widget_set_visible (GTK_WIDGET (self->from), chosen);
  gtk_widget_set_visible (GTK_WIDGET (self->to), chosen);
  bw_moment_row_set_wrong (self->to, chosen && !bw_export_span_get (self, &from_ms, &to_ms));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
bw_export_span_class_init (BwExportSpanClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (BW_TYPE_MOMENT_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/beatwise/Beatwise/ui/bw-export-span.ui");
  gtk_widget_class_bind_template_child (widget_class, BwExportSpan, span);
  gtk_widget_class_bind_template_child (widget_class, BwExportSpan, from);
  gtk_widget_class_bind_template_child (widget_class, BwExportSpan, to);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
bw_export_span_init (BwExportSpan *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
bw_export_span_set_summary (BwExportSpan    *self,
                            const BwSummary *summary)
{
  g_autoptr (GTimeZone) zone = NULL;

  g_return_if_fail (BW_IS_EXPORT_SPAN (self));

  if (summary == NULL)
    return;
  self->last_ms = summary->counts.last_ms;
  if (!self->is_filled)
    {
      gint64 last_day_ms;

      zone = g_time_zone_new_identifier (summary->zone_in_use);
      if (zone == NULL)
        zone = g_time_zone_new_utc ();
      last_day_ms = bw_time_day_start (zone, self->last_ms);
      bw_moment_row_set (self->from, bw_time_day_start (zone, summary->counts.first_ms), zone);
      /* Days have 23 to 25 hours, or so. */
      bw_moment_row_set (self->to, bw_time_day_start (zone, last_day_ms + 36 * BW_TIME_HOUR), zone);
      self->is_filled = TRUE;
    }
  on_changed (self);
}
