/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-rhythm-day.h"

#include "app/bw-rhythm-words.h"
#include "app/bw-style.h"
#include "base/bw-time.h"

#include <glib/gi18n-lib.h>

#define DOT_RADIUS 2.5
/* Of the dot's track, from the right edge and from top and bottom. */
#define TRACK_INSET 8.0
#define TRACK_MARGIN 7.0

struct _BwRhythmDay
{
  GtkButton parent_instance;

  GtkLabel *number;
  GtkLabel *count;

  gint64 day;
  double height;
};

G_DEFINE_FINAL_TYPE (BwRhythmDay, bw_rhythm_day, GTK_TYPE_BUTTON)

static void
bw_rhythm_day_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  BwRhythmDay *self = BW_RHYTHM_DAY (widget);
  const BwPlotPalette *palette = bw_style_get_palette ();
  double width = gtk_widget_get_width (widget);
  double height = gtk_widget_get_height (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  double x = rtl ? TRACK_INSET : width - TRACK_INSET;
  double low = height - TRACK_MARGIN;
  double y = low - CLAMP (self->height, 0, 1) * (low - TRACK_MARGIN);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);
  cairo_t *cr;

  GTK_WIDGET_CLASS (bw_rhythm_day_parent_class)->snapshot (widget, snapshot);
  if (self->height < 0)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  bw_plot_set_color (cr, &palette->grid);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, x, TRACK_MARGIN);
  cairo_line_to (cr, x, low);
  cairo_stroke (cr);
  bw_plot_set_color (cr, &palette->ink);
  cairo_arc (cr, x, y, DOT_RADIUS, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_destroy (cr);
}

static void
bw_rhythm_day_class_init (BwRhythmDayClass *klass)
{
  GTK_WIDGET_CLASS (klass)->snapshot = bw_rhythm_day_snapshot;
}

static GtkLabel *
add_label (GtkWidget  *box,
           const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, style);
  gtk_widget_add_css_class (label, "tabular");
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
bw_rhythm_day_init (BwRhythmDay *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->height = -1;
  self->number = add_label (box, "number");
  self->count = add_label (box, "count");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_button_set_child (GTK_BUTTON (self), box);
  gtk_button_set_has_frame (GTK_BUTTON (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "rhythm-day");
  bw_style_follow (GTK_WIDGET (self));
}

GtkWidget *
bw_rhythm_day_new (void)
{
  return g_object_new (BW_TYPE_RHYTHM_DAY, NULL);
}

static void
toggle_class (BwRhythmDay *self,
              const char  *name,
              gboolean     on)
{
  if (on)
    gtk_widget_add_css_class (GTK_WIDGET (self), name);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), name);
}

/* "Tuesday, 12 May 2026: 3 readings, mean 43 ms". */
static char *
describe (gint64                day,
          const BwRhythmDaySum *sum)
{
  g_autofree char *date = bw_rhythm_words_day (day);
  g_autofree char *readings = bw_rhythm_words_day_sum (sum->n, sum->mean_ms);
  g_autofree char *recordings
      = g_strdup_printf (ngettext ("%u recording", "%u recordings", sum->n_recordings),
                         sum->n_recordings);
  GString *text = g_string_new (date);

  if (sum->n > 0)
    g_string_append_printf (text, ": %s", readings);
  if (sum->n_recordings > 0)
    g_string_append_printf (text, sum->n > 0 ? ", %s" : ": %s", recordings);
  if (sum->n + sum->n_recordings == 0)
    g_string_append (text, _(": nothing"));
  return g_string_free (text, FALSE);
}

void
bw_rhythm_day_set (BwRhythmDay          *self,
                   gint64                day,
                   const BwRhythmDaySum *sum,
                   double                height,
                   gboolean              in_month)
{
  guint n = sum->n + sum->n_recordings;
  g_autofree char *number = NULL;
  g_autofree char *count = g_strdup_printf ("%u", n);
  g_autofree char *spoken = describe (day, sum);
  int year, month, of_month;

  g_return_if_fail (BW_IS_RHYTHM_DAY (self));

  self->day = day;
  self->height = height;
  bw_time_civil_from_days (day, &year, &month, &of_month);
  number = g_strdup_printf ("%d", of_month);
  gtk_label_set_label (self->number, number);
  gtk_label_set_label (self->count, n > 0 ? count : "");
  toggle_class (self, "other-month", !in_month);
  toggle_class (self, "empty", n == 0);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), n > 0 ? spoken : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gint64
bw_rhythm_day_get_day (BwRhythmDay *self)
{
  g_return_val_if_fail (BW_IS_RHYTHM_DAY (self), 0);

  return self->day;
}

void
bw_rhythm_day_mark (BwRhythmDay *self,
                    gboolean     picked,
                    gboolean     current)
{
  g_return_if_fail (BW_IS_RHYTHM_DAY (self));

  toggle_class (self, "picked", picked);
  toggle_class (self, "current", current);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_PRESSED,
                               picked ? GTK_ACCESSIBLE_TRISTATE_TRUE
                                      : GTK_ACCESSIBLE_TRISTATE_FALSE,
                               -1);
}
