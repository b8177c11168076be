/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-moment-row.h"

#include "app/bw-format.h"
#include "app/bw-live-spin.h"
#include "base/bw-time.h"
#include "compat/bw-compat-calendar.h"

#include <glib/gi18n-lib.h>

struct _BwMomentRow
{
  AdwActionRow parent_instance;

  /* Children, borrowed. */
  GtkOrientable *box;
  GtkMenuButton *date;
  GtkCalendar *calendar;
  GtkSpinButton *clock;

  /* Owned. */
  GTimeZone *zone;      /* (nullable) before it is set */

  gint64 time_ms;       /* what was set, */
  gint64 day;           /* and how it was shown */
  int minute;
  gboolean loading;
};

G_DEFINE_FINAL_TYPE (BwMomentRow, bw_moment_row, ADW_TYPE_ACTION_ROW)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gint64
get_day (BwMomentRow *self)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (self->calendar);

  return bw_time_days_from_civil (g_date_time_get_year (date), g_date_time_get_month (date),
                                  g_date_time_get_day_of_month (date));
}

static void
show_date (BwMomentRow *self)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *date = bw_format_day (get_day (self) * BW_TIME_DAY, utc);

  gtk_menu_button_set_label (self->date, date);
}

static void
on_changed (BwMomentRow *self)
{
  if (!self->loading)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_day_selected (BwMomentRow *self)
{
  show_date (self);
  gtk_menu_button_popdown (self->date);
  on_changed (self);
}

static void
bw_moment_row_dispose (GObject *object)
{
  BwMomentRow *self = BW_MOMENT_ROW (object);

  self->loading = TRUE;
  g_clear_pointer (&self->zone, g_time_zone_unref);
  G_OBJECT_CLASS (bw_moment_row_parent_class)->dispose (object);
}

static void
bw_moment_row_class_init (BwMomentRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_moment_row_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_moment_row_init (BwMomentRow *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  self->date = GTK_MENU_BUTTON (gtk_menu_button_new ());
  self->clock = GTK_SPIN_BUTTON (
      gtk_spin_button_new (gtk_adjustment_new (0, 0, 24 * 60 - 1, 5, 60, 0), 0.2, 0));
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->calendar));
  gtk_menu_button_set_popover (self->date, popover);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->date), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Date"), -1);

  gtk_spin_button_set_wrap (self->clock, TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->clock), 5);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->clock), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Time of day, hours and minutes"), -1);
  g_signal_connect (self->clock, "input", G_CALLBACK (bw_live_spin_read_clock), NULL);
  g_signal_connect (self->clock, "output", G_CALLBACK (bw_live_spin_show_clock), NULL);
  bw_live_spin_connect (self->clock, G_CALLBACK (on_changed), self);
  g_signal_connect_object (self->calendar, "day-selected", G_CALLBACK (on_day_selected), self,
                           G_CONNECT_SWAPPED);

  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->date));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->clock));
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  self->box = GTK_ORIENTABLE (box);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), box);
  show_date (self);
}

void
bw_moment_row_set (BwMomentRow *self,
                   gint64       time_ms,
                   GTimeZone   *zone)
{
  gint64 local_ms;
  int year, month, day;
  g_autoptr (GDateTime) date = NULL;

  g_return_if_fail (BW_IS_MOMENT_ROW (self));
  g_return_if_fail (zone != NULL);

  g_time_zone_ref (zone);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = zone;
  self->time_ms = time_ms;
  self->day = bw_time_local_day (zone, time_ms);
  local_ms = time_ms + bw_time_offset (zone, time_ms) * BW_TIME_MINUTE;
  self->minute = (int) ((local_ms - self->day * BW_TIME_DAY) / BW_TIME_MINUTE);

  bw_time_civil_from_days (self->day, &year, &month, &day);
  date = g_date_time_new_local (year, month, day, 12, 0, 0);
  self->loading = TRUE;
  bw_calendar_set_date (self->calendar, date);
  gtk_spin_button_set_value (self->clock, self->minute);
  show_date (self);
  self->loading = FALSE;
}

gint64
bw_moment_row_get (BwMomentRow *self)
{
  gint64 day;
  int minute;

  g_return_val_if_fail (BW_IS_MOMENT_ROW (self), 0);
  g_return_val_if_fail (self->zone != NULL, 0);

  day = get_day (self);
  minute = (int) bw_live_spin_get_value (self->clock);
  if (day == self->day && minute == self->minute)
    return self->time_ms;
  return bw_time_from_local (self->zone, day * BW_TIME_DAY + minute * BW_TIME_MINUTE);
}

gboolean
bw_moment_row_is_valid (BwMomentRow *self)
{
  g_return_val_if_fail (BW_IS_MOMENT_ROW (self), FALSE);

  return bw_live_spin_is_valid (self->clock);
}

void
bw_moment_row_set_wrong (BwMomentRow *self,
                         gboolean     wrong)
{
  g_return_if_fail (BW_IS_MOMENT_ROW (self));

  bw_live_spin_set_wrong (self->clock, wrong);
}

void
bw_moment_row_set_narrow (BwMomentRow *self,
                          gboolean     narrow)
{
  g_return_if_fail (BW_IS_MOMENT_ROW (self));

  gtk_orientable_set_orientation (self->box, narrow ? GTK_ORIENTATION_VERTICAL
                                                    : GTK_ORIENTATION_HORIZONTAL);
}
