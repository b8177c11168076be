/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-rhythm-calendar.h"

#include "app/bw-rhythm-day.h"
#include "app/bw-rhythm-words.h"
#include "base/bw-time.h"

#include <glib/gi18n-lib.h>

#define N_ROWS 6
#define N_CELLS (N_ROWS * 7)
/* 1970-01-05. */
#define A_MONDAY 4

struct _BwRhythmCalendar
{
  AdwBin parent_instance;

  /* Template children. */
  GtkLabel *month_label;
  GtkLabel *sum_label;
  GtkGrid *grid;

  /* Children of the grid. */
  BwRhythmDay *cells[N_CELLS];

  /* Owned. */
  BwRhythmShelf *shelf;

  int year, month;       /* that are shown; 0 before there was anything */
};

G_DEFINE_FINAL_TYPE (BwRhythmCalendar, bw_rhythm_calendar, ADW_TYPE_BIN)

enum
{
  SIGNAL_DAY_PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gint64
first_of_month (int year,
                int month)
{
  return bw_time_days_from_civil (year + (month - 1) / 12, (month - 1) % 12 + 1, 1);
}

static gint64
first_day (BwRhythmCalendar *self)
{
  return first_of_month (self->year, self->month);
}

static gint64
last_day (BwRhythmCalendar *self)
{
  return first_of_month (self->year, self->month + 1) - 1;
}

/* --- Showing ------------------------------------------------------------------------------------- */

static double
height_of (const BwRhythmDaySum *sum,
           double                low_ms,
           double                high_ms)
{
  if (sum->n_used == 0)
    return -1;
  return high_ms > low_ms ? CLAMP ((sum->mean_ms - low_ms) / (high_ms - low_ms), 0, 1) : 0.5;
}

static void
show_month_sum (BwRhythmCalendar *self)
{
  guint n = 0, n_used = 0, n_recordings = 0;
  double total_ms = 0;
  g_autofree char *text = NULL;

  for (gint64 day = first_day (self); day <= last_day (self); day++)
    {
      BwRhythmDaySum sum;

      bw_rhythm_shelf_get_day_sum (self->shelf, day, &sum);
      n += sum.n;
      n_used += sum.n_used;
      n_recordings += sum.n_recordings;
      total_ms += sum.n_used > 0 ? sum.n_used * sum.mean_ms : 0;
    }
  if (n == 0 && n_recordings > 0)
    text = g_strdup_printf (ngettext ("%u recording", "%u recordings", n_recordings), n_recordings);
  else
    text = bw_rhythm_words_day_sum (n, n_used > 0 ? total_ms / n_used : -1);
  gtk_label_set_label (self->sum_label, text);
}

/* Tab stops at one day, and goes on behind the calendar; arrows go from day to day. */
static void
let_in (BwRhythmCalendar *self,
        gint64            day)
{
  for (guint i = 0; i < N_CELLS; i++)
    gtk_widget_set_focusable (GTK_WIDGET (self->cells[i]),
                              bw_rhythm_day_get_day (self->cells[i]) == day);
}

static gboolean
is_in_month (BwRhythmCalendar *self,
             gint64            day)
{
  return day >= first_day (self) && day <= last_day (self);
}

/* The day that has the focus, the one that is picked, the one looked at, or the first with anything. */
static gint64
find_entry (BwRhythmCalendar *self,
            gint64            picked,
            gint64            current)
{
  for (guint i = 0; i < N_CELLS; i++)
    if (gtk_widget_is_focus (GTK_WIDGET (self->cells[i])))
      return bw_rhythm_day_get_day (self->cells[i]);
  if (is_in_month (self, picked))
    return picked;
  if (is_in_month (self, current))
    return current;
  for (gint64 day = first_day (self); day <= last_day (self); day++)
    {
      BwRhythmDaySum sum;

      bw_rhythm_shelf_get_day_sum (self->shelf, day, &sum);
      if (sum.n + sum.n_recordings > 0)
        return day;
    }
  return first_day (self);
}

static void
mark (BwRhythmCalendar *self)
{
  BwRhythmItem *selected = bw_rhythm_shelf_get_selected (self->shelf);
  gint64 current = selected != NULL ? bw_rhythm_item_get_day (selected) : BW_RHYTHM_NO_DAY;
  gint64 picked = bw_rhythm_shelf_get_day (self->shelf);

  for (guint i = 0; i < N_CELLS; i++)
    {
      gint64 day = bw_rhythm_day_get_day (self->cells[i]);

      bw_rhythm_day_mark (self->cells[i], day == picked, day == current);
    }
  let_in (self, find_entry (self, picked, current));
}

static void
show (BwRhythmCalendar *self)
{
  gint64 first = first_day (self), last = last_day (self);
  int lead = (bw_time_weekday_from_days (first) - bw_time_first_weekday () + 7) % 7;
  double low_ms = 0, high_ms = 0;
  gint64 oldest = 0, newest = -1;
  g_autofree char *month = bw_rhythm_words_month (first);

  bw_rhythm_shelf_get_usual (self->shelf, &low_ms, &high_ms);
  bw_rhythm_shelf_get_days (self->shelf, &oldest, &newest);
  gtk_label_set_label (self->month_label, month);
  for (int i = 0; i < N_CELLS; i++)
    {
      gint64 day = first - lead + i;
      BwRhythmDaySum sum;

      bw_rhythm_shelf_get_day_sum (self->shelf, day, &sum);
      bw_rhythm_day_set (self->cells[i], day, &sum, height_of (&sum, low_ms, high_ms),
                         day >= first && day <= last);
      /* No row of days of the next month alone. */
      gtk_widget_set_visible (GTK_WIDGET (self->cells[i]), first - lead + i / 7 * 7 <= last);
    }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "calendar.previous", first > oldest);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "calendar.next", last < newest);
  show_month_sum (self);
  mark (self);
}

static void
turn_to (BwRhythmCalendar *self,
         gint64            day)
{
  int year, month, of_month;

  bw_time_civil_from_days (day, &year, &month, &of_month);
  if (year == self->year && month == self->month)
    return;
  self->year = year;
  self->month = month;
  show (self);
}

static void
on_shelf_changed (BwRhythmCalendar *self)
{
  gint64 oldest, newest;
  int of_month;

  if (!bw_rhythm_shelf_get_days (self->shelf, &oldest, &newest))
    return;
  /* The newest, unless what is looked at still is among what there is. */
  if (self->year == 0 || last_day (self) < oldest || first_day (self) > newest)
    bw_time_civil_from_days (newest, &self->year, &self->month, &of_month);
  show (self);
}

static void
on_selection_changed (BwRhythmCalendar *self)
{
  BwRhythmItem *selected = bw_rhythm_shelf_get_selected (self->shelf);

  if (self->year == 0)
    return;
  if (selected != NULL)
    turn_to (self, bw_rhythm_item_get_day (selected));
  mark (self);
}

/* --- Moving -------------------------------------------------------------------------------------- */

static void
focus_day (BwRhythmCalendar *self,
           gint64            day)
{
  gint64 oldest, newest;

  if (!bw_rhythm_shelf_get_days (self->shelf, &oldest, &newest))
    return;
  day = CLAMP (day, oldest, newest);
  turn_to (self, day);
  let_in (self, day);
  for (guint i = 0; i < N_CELLS; i++)
    if (bw_rhythm_day_get_day (self->cells[i]) == day)
      gtk_widget_grab_focus (GTK_WIDGET (self->cells[i]));
}

/* The same day of another month, or its last. */
static gint64
by_month (gint64 day,
          int    by)
{
  int year, month, of_month;
  gint64 first, next;

  bw_time_civil_from_days (day, &year, &month, &of_month);
  first = first_of_month (year - 1, month + 12 + by);
  next = first_of_month (year - 1, month + 12 + by + 1);
  return MIN (first + of_month - 1, next - 1);
}

static gboolean
on_key (GtkEventControllerKey *controller,
        guint                  key,
        guint                  code,
        GdkModifierType        modifiers,
        BwRhythmCalendar      *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  int forward = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -1 : 1;
  gint64 day;

  if (!BW_IS_RHYTHM_DAY (focus) || (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  day = bw_rhythm_day_get_day (BW_RHYTHM_DAY (focus));
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      focus_day (self, day - forward);
      break;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      focus_day (self, day + forward);
      break;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      focus_day (self, day - 7);
      break;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      focus_day (self, day + 7);
      break;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      focus_day (self, by_month (day, -1));
      break;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      focus_day (self, by_month (day, 1));
      break;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      focus_day (self, first_day (self));
      break;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      focus_day (self, last_day (self));
      break;
    default:
      return GDK_EVENT_PROPAGATE;
    }
  return GDK_EVENT_STOP;
}

static void
on_clicked (BwRhythmDay      *cell,
            BwRhythmCalendar *self)
{
  gint64 day = bw_rhythm_day_get_day (cell);
  BwRhythmDaySum sum;

  let_in (self, day);
  gtk_widget_grab_focus (GTK_WIDGET (cell));
  bw_rhythm_shelf_get_day_sum (self->shelf, day, &sum);
  if (day == bw_rhythm_shelf_get_day (self->shelf))
    g_signal_emit (self, signals[SIGNAL_DAY_PICKED], 0, BW_RHYTHM_NO_DAY);
  else if (sum.n + sum.n_recordings > 0)
    g_signal_emit (self, signals[SIGNAL_DAY_PICKED], 0, day);
}

static void
on_previous (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  BwRhythmCalendar *self = BW_RHYTHM_CALENDAR (widget);

  turn_to (self, first_day (self) - 1);
}

static void
on_next (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  BwRhythmCalendar *self = BW_RHYTHM_CALENDAR (widget);

  turn_to (self, last_day (self) + 1);
}

/* --- Class --------------------------------------------------------------------------------------- */

static void
bw_rhythm_calendar_dispose (GObject *object)
{
  BwRhythmCalendar *self = BW_RHYTHM_CALENDAR (object);

  if (self->shelf != NULL)
    g_signal_handlers_disconnect_by_data (self->shelf, self);
  g_clear_object (&self->shelf);
  G_OBJECT_CLASS (bw_rhythm_calendar_parent_class)->dispose (object);
}

static void
bw_rhythm_calendar_class_init (BwRhythmCalendarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_rhythm_calendar_dispose;

  signals[SIGNAL_DAY_PICKED]
      = g_signal_new ("day-picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  gtk_widget_class_install_action (widget_class, "calendar.previous", NULL, on_previous);
  gtk_widget_class_install_action (widget_class, "calendar.next", NULL, on_next);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/beatwise/Beatwise/ui/bw-rhythm-calendar.ui");
  gtk_widget_class_bind_template_child (widget_class, BwRhythmCalendar, month_label);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmCalendar, sum_label);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmCalendar, grid);
}

/* "Mon" above each column. */
static void
add_weekdays (BwRhythmCalendar *self)
{
  for (int i = 0; i < 7; i++)
    {
      gint64 day = A_MONDAY + bw_time_first_weekday () - 1 + i;
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (day * BW_TIME_DAY / 1000);
      g_autofree char *name = g_date_time_format (time, "%a");
      GtkWidget *label = gtk_label_new (name);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_add_css_class (label, "rhythm-weekday");
      gtk_widget_add_css_class (label, "dim-label");
      gtk_grid_attach (self->grid, label, i, 0, 1, 1);
    }
}

static void
bw_rhythm_calendar_init (BwRhythmCalendar *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  add_weekdays (self);
  for (int i = 0; i < N_CELLS; i++)
    {
      GtkWidget *cell = bw_rhythm_day_new ();

      self->cells[i] = BW_RHYTHM_DAY (cell);
      gtk_widget_set_hexpand (cell, TRUE);
      g_signal_connect (cell, "clicked", G_CALLBACK (on_clicked), self);
      gtk_grid_attach (self->grid, cell, i % 7, 1 + i / 7, 1, 1);
    }
  /* Before the cells, whose focus the window would move. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self->grid), keys);
}

void
bw_rhythm_calendar_set_shelf (BwRhythmCalendar *self,
                              BwRhythmShelf    *shelf)
{
  g_return_if_fail (BW_IS_RHYTHM_CALENDAR (self));
  g_return_if_fail (BW_IS_RHYTHM_SHELF (shelf) && self->shelf == NULL);

  self->shelf = g_object_ref (shelf);
  g_signal_connect_swapped (shelf, "changed", G_CALLBACK (on_shelf_changed), self);
  g_signal_connect_swapped (shelf, "selection-changed", G_CALLBACK (on_selection_changed), self);
  on_shelf_changed (self);
}
