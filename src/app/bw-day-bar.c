/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-day-bar.h"

#include "base/bw-time.h"
#include "compat/bw-compat-calendar.h"

#include <glib/gi18n-lib.h>

struct _BwDayBar
{
  GtkWidget parent_instance;

  /* Template children. */
  GtkWidget *earlier_button;
  GtkMenuButton *day_button;
  GtkLabel *day_label;
  GtkWidget *later_button;
  GtkPopover *popover;
  GtkCalendar *calendar;
  GtkLabel *span_label;
  GtkWidget *now_button;

  /* Owned. */
  GTimeZone *zone;       /* (nullable): with it the rest */

  gint64 first_day, last_day;   /* that can be looked back on: local day counts */
  gint64 now_ms;
  gint64 shown_ms;              /* 0: now */
  gboolean is_old;
  gboolean is_setting;          /* the calendar, which then tells what it is told */
};

G_DEFINE_FINAL_TYPE (BwDayBar, bw_day_bar, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gint64
shown_day (BwDayBar *self)
{
  return bw_time_local_day (self->zone, self->shown_ms != 0 ? self->shown_ms : self->now_ms);
}

/* The instant of a local day at which clocks show what they showed at now_ms. */
static gint64
time_of_day (BwDayBar *self,
             gint64    day)
{
  gint64 local_ms = self->now_ms + bw_time_offset (self->zone, self->now_ms) * BW_TIME_MINUTE;

  return bw_time_from_local (self->zone, day * BW_TIME_DAY + local_ms % BW_TIME_DAY);
}

static char *
format_day (gint64      day,
            const char *format)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (day * BW_TIME_DAY / BW_TIME_SECOND);
  char *text = date ? g_date_time_format (date, format) : NULL;

  return text ? text : g_strdup ("");
}

/* The arrows stay where they are, from day to day. */
static void
keep_width (BwDayBar *self)
{
  glong width = 0;

  for (gint64 day = 0; day < 365; day++)
    {
      g_autofree char *text = format_day (day, _("%a, %-d %b %Y"));

      width = MAX (width, g_utf8_strlen (text, -1));
    }
  gtk_label_set_width_chars (self->day_label, (int) width);
}

static void
show (BwDayBar *self)
{
  gboolean any = self->zone && self->last_day >= self->first_day;
  gint64 day;

  gtk_widget_set_visible (GTK_WIDGET (self), any);
  if (!any)
    return;
  day = shown_day (self);
  gtk_widget_set_sensitive (self->earlier_button, day > self->first_day);
  gtk_widget_set_sensitive (self->later_button, self->shown_ms != 0);
  gtk_widget_set_sensitive (self->now_button, self->shown_ms != 0);
  if (self->shown_ms == 0)
    /* Translators: the latest forecast there is, of a library whose readings end a while ago */
    gtk_label_set_label (self->day_label, self->is_old ? _("Latest") : _("Now"));
  else
    {
      /* Translators: the day that is looked back on; see g_date_time_format() */
      g_autofree char *text = format_day (day, _("%a, %-d %b %Y"));

      gtk_label_set_label (self->day_label, text);
    }
}

static void
choose_day (BwDayBar *self,
            gint64    day)
{
  gint64 time_ms = day > self->last_day ? 0 : time_of_day (self, MAX (day, self->first_day));

  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, time_ms);
}

static void
on_earlier (BwDayBar *self)
{
  bw_day_bar_step (self, -1);
}

static void
on_later (BwDayBar *self)
{
  bw_day_bar_step (self, 1);
}

static void
on_now (BwDayBar *self)
{
  gtk_popover_popdown (self->popover);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, G_GINT64_CONSTANT (0));
}

static void
on_day_selected (BwDayBar *self)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (self->calendar);
  gint64 day;

  if (self->is_setting || !self->zone)
    return;
  day = bw_time_days_from_civil (g_date_time_get_year (date), g_date_time_get_month (date),
                                 g_date_time_get_day_of_month (date));
  gtk_popover_popdown (self->popover);
  choose_day (self, day);
}

/* Days that can be chosen are marked, for the calendar cannot rule others out. */
static void
mark_days (BwDayBar *self)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (self->calendar);
  gint64 first = bw_time_days_from_civil (g_date_time_get_year (date), g_date_time_get_month (date), 1);

  gtk_calendar_clear_marks (self->calendar);
  for (guint i = 0; i < 31; i++)
    if (self->zone && first + i >= self->first_day && first + i <= self->last_day)
      gtk_calendar_mark_day (self->calendar, i + 1);
}

static void
on_opened (BwDayBar *self)
{
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *first = NULL, *last = NULL, *text = NULL;
  int year, month, day;

  if (!self->zone)
    return;
  bw_time_civil_from_days (shown_day (self), &year, &month, &day);
  date = g_date_time_new_utc (year, month, day, 12, 0, 0);
  self->is_setting = TRUE;
  bw_calendar_set_date (self->calendar, date);
  self->is_setting = FALSE;
  mark_days (self);
  first = format_day (self->first_day, _("%-d %b %Y"));
  last = format_day (self->last_day, _("%-d %b %Y"));
  /* Translators: two dates */
  text = g_strdup_printf (_("From %s to %s"), first, last);
  gtk_label_set_label (self->span_label, text);
}

static void
bw_day_bar_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  g_clear_pointer (&BW_DAY_BAR (object)->zone, g_time_zone_unref);
  G_OBJECT_CLASS (bw_day_bar_parent_class)->dispose (object);
}

static void
bw_day_bar_class_init (BwDayBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_day_bar_dispose;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/beatwise/Beatwise/ui/bw-day-bar.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, BwDayBar, child)
  BIND (earlier_button);
  BIND (day_button);
  BIND (day_label);
  BIND (later_button);
  BIND (popover);
  BIND (calendar);
  BIND (span_label);
  BIND (now_button);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_earlier);
  gtk_widget_class_bind_template_callback (widget_class, on_later);
  gtk_widget_class_bind_template_callback (widget_class, on_now);
  gtk_widget_class_bind_template_callback (widget_class, on_day_selected);
  gtk_widget_class_bind_template_callback (widget_class, mark_days);
  gtk_widget_class_bind_template_callback (widget_class, on_opened);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "day-bar");
}

static void
bw_day_bar_init (BwDayBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  keep_width (self);
  show (self);
}

void
bw_day_bar_set_limits (BwDayBar  *self,
                       GTimeZone *zone,
                       gint64     first_ms,
                       gint64     now_ms,
                       gboolean   is_old)
{
  g_return_if_fail (BW_IS_DAY_BAR (self));

  if (zone)
    g_time_zone_ref (zone);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = now_ms != 0 ? zone : NULL;
  if (now_ms == 0 && zone)
    g_time_zone_unref (zone);
  self->now_ms = now_ms;
  self->is_old = is_old;
  if (self->zone)
    {
      self->first_day = bw_time_local_day (zone, first_ms) + 1;
      self->last_day = bw_time_local_day (zone, now_ms) - 1;
    }
  show (self);
}

void
bw_day_bar_set_shown (BwDayBar *self,
                      gint64    time_ms)
{
  g_return_if_fail (BW_IS_DAY_BAR (self));

  self->shown_ms = time_ms;
  show (self);
}

gboolean
bw_day_bar_step (BwDayBar *self,
                 int       days)
{
  gint64 day;

  g_return_val_if_fail (BW_IS_DAY_BAR (self), FALSE);

  if (!self->zone || self->last_day < self->first_day)
    return FALSE;
  day = shown_day (self) + days;
  if (day < self->first_day || (self->shown_ms == 0 && days > 0))
    return FALSE;
  choose_day (self, day);
  return TRUE;
}
