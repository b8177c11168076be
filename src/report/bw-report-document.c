/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/bw-report-document.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Points. */
#define MARGIN_SIDE 51.0
#define MARGIN_TOP 48.0
#define MARGIN_BOTTOM 36.0
#define FOOT_GAP 14.0
#define HEAD_HEIGHT 20.0
#define CHART_GAP 16.0
#define PAIR_GAP 22.0
#define CHART_TITLE_GAP 3.0
/* Lines of text and rows of a table that begin a page or end one are at least so many. */
#define LEAST_UNITS 2
/* A table that begins at the foot of a page has at least so many rows there. */
#define LEAST_FIRST_ROWS 8
#define LINE_WIDTH 1.3

typedef struct
{
  char *title, *note;
  BwReportPaint paint;
  gpointer data;
  GDestroyNotify free_data;
  PangoLayout *title_layout, *note_layout;
} Chart;

typedef enum {
  BLOCK_TEXT,
  BLOCK_TABLE,
  BLOCK_PAIR,              /* of tables */
  BLOCK_CHARTS,
} BlockKind;

/* What is laid on pages. It consists of units that stay whole: lines, rows, or one row of charts. */
typedef struct
{
  BlockKind kind;
  double before;           /* room above, but for the top of a page */
  gboolean keep;           /* on the page of what follows */

  PangoLayout *layout;     /* text */
  gboolean dim;

  BwReportTable *table;
  BwReportTable *right;    /* of a pair */

  Chart *charts;           /* (array length=n_charts) */
  guint n_charts;
  double height, title_height, note_height;
} Block;

/* Units of a block on a page. */
typedef struct
{
  guint block, from, to;
  guint page;
  double y;
} Piece;

struct _BwReportDocument
{
  char *title;
  double page_width, page_height, width;
  double top, bottom;      /* of what is on a page but its head and foot */
  BwReportFonts fonts;
  BwPlotPalette palette;
  PangoLayout *head, *foot;
  GArray *blocks;          /* (element-type Block) */
  GArray *pieces;          /* (element-type Piece) */
  guint n_pages;           /* 0 until laid out */
};

static void
clear_block (gpointer data)
{
  Block *block = data;

  g_clear_object (&block->layout);
  g_clear_pointer (&block->table, bw_report_table_free);
  g_clear_pointer (&block->right, bw_report_table_free);
  for (guint i = 0; i < block->n_charts; i++)
    {
      Chart *chart = &block->charts[i];

      g_free (chart->title);
      g_free (chart->note);
      g_clear_object (&chart->title_layout);
      g_clear_object (&chart->note_layout);
      if (chart->free_data != NULL)
        chart->free_data (chart->data);
    }
  g_free (block->charts);
}

BwReportDocument *
bw_report_document_new (const char                 *title,
                        BwPaper                     paper,
                        const PangoFontDescription *family)
{
  BwReportDocument *self = g_new0 (BwReportDocument, 1);
  double height;

  self->title = g_utf8_make_valid (title, -1);
  bw_paper_get_size (paper, &self->page_width, &self->page_height);
  self->width = self->page_width - 2 * MARGIN_SIDE;
  bw_report_fonts_init (&self->fonts, family);
  self->palette = *bw_plot_palette_get (FALSE, FALSE);
  self->palette.line_width = LINE_WIDTH;
  self->blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  g_array_set_clear_func (self->blocks, clear_block);
  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));

  self->head = bw_report_text_layout (&self->fonts, BW_REPORT_STYLE_SMALL, self->title, 0);
  bw_report_text_ellipsize (self->head, self->width);
  self->foot = bw_report_text_layout (
    &self->fonts, BW_REPORT_STYLE_SMALL,
    _("Beatwise is not a medical device and does not diagnose. For self-review and research."),
    self->width * 0.8);
  bw_report_text_get_size (self->foot, NULL, &height);
  self->top = MARGIN_TOP;
  self->bottom = self->page_height - MARGIN_BOTTOM - height - FOOT_GAP;
  return self;
}

void
bw_report_document_free (BwReportDocument *self)
{
  g_free (self->title);
  g_clear_object (&self->head);
  g_clear_object (&self->foot);
  g_array_unref (self->blocks);
  g_array_unref (self->pieces);
  bw_report_fonts_clear (&self->fonts);
  g_free (self);
}

const PangoFontDescription *
bw_report_document_get_chart_font (const BwReportDocument *self)
{
  return self->fonts.fonts[BW_REPORT_STYLE_CHART];
}

/* --- What is added ----------------------------------------------------------------------------- */

static void
add_block (BwReportDocument *self,
           const Block      *block)
{
  g_array_append_vals (self->blocks, block, 1);
  self->n_pages = 0;
}

static void
add_text (BwReportDocument *self,
          BwReportStyle     style,
          const char       *text,
          Block             block)
{
  if (text == NULL || *text == '\0')
    return;
  block.layout = bw_report_text_layout (&self->fonts, style, text, self->width);
  pango_layout_set_line_spacing (block.layout, 1.15F);
  add_block (self, &block);
}

void
bw_report_document_add_title (BwReportDocument *self,
                              const char       *text)
{
  add_text (self, BW_REPORT_STYLE_TITLE, text, (Block) { .before = 18, .keep = TRUE });
}

void
bw_report_document_add_heading (BwReportDocument *self,
                                const char       *text)
{
  add_text (self, BW_REPORT_STYLE_HEADING, text, (Block) { .before = 16, .keep = TRUE });
}

void
bw_report_document_add_text (BwReportDocument *self,
                             const char       *text)
{
  add_text (self, BW_REPORT_STYLE_BODY, text, (Block) { .before = 5 });
}

void
bw_report_document_add_small_print (BwReportDocument *self,
                                    const char       *text)
{
  add_text (self, BW_REPORT_STYLE_SMALL, text, (Block) { .before = 5, .dim = TRUE });
}

void
bw_report_document_add_table (BwReportDocument *self,
                              BwReportTable    *table)
{
  const Block block = { .kind = BLOCK_TABLE, .before = 6, .table = table };

  if (bw_report_table_get_n_rows (table) == 0)
    {
      bw_report_table_free (table);
      return;
    }
  bw_report_table_lay (table, &self->fonts, self->width);
  add_block (self, &block);
}

static double
get_pair_width (const BwReportDocument *self)
{
  return (self->width - PAIR_GAP) / 2;
}

void
bw_report_document_add_tables (BwReportDocument *self,
                               BwReportTable    *left,
                               BwReportTable    *right)
{
  const Block block = { .kind = BLOCK_PAIR, .before = 6, .table = left, .right = right };
  double room = self->bottom - self->top;

  if (bw_report_table_get_n_rows (left) > 0 && bw_report_table_get_n_rows (right) > 0)
    {
      bw_report_table_lay (left, &self->fonts, get_pair_width (self));
      bw_report_table_lay (right, &self->fonts, get_pair_width (self));
      if (MAX (bw_report_table_get_height (left), bw_report_table_get_height (right)) <= room)
        {
          add_block (self, &block);
          return;
        }
    }
  bw_report_document_add_table (self, left);
  bw_report_document_add_table (self, right);
}

static double
get_chart_width (const BwReportDocument *self,
                 guint                   n_charts)
{
  return (self->width - CHART_GAP * (n_charts - 1)) / n_charts;
}

void
bw_report_document_add_charts (BwReportDocument    *self,
                               const BwReportChart *charts,
                               guint                n_charts,
                               double               height)
{
  Block block = { .kind = BLOCK_CHARTS, .before = 8, .n_charts = n_charts };
  double width = get_chart_width (self, n_charts);

  g_return_if_fail (n_charts >= 1);

  block.charts = g_new0 (Chart, n_charts);
  for (guint i = 0; i < n_charts; i++)
    {
      Chart *chart = &block.charts[i];
      double h;

      chart->title = g_strdup (charts[i].title);
      chart->note = g_strdup (charts[i].note);
      chart->paint = charts[i].paint;
      chart->data = charts[i].data;
      chart->free_data = charts[i].free_data;
      if (chart->title != NULL)
        {
          chart->title_layout = bw_report_text_layout (&self->fonts, BW_REPORT_STYLE_STRONG,
                                                       chart->title, width);
          bw_report_text_get_size (chart->title_layout, NULL, &h);
          block.title_height = MAX (block.title_height, h + CHART_TITLE_GAP);
        }
      if (chart->note != NULL)
        {
          chart->note_layout = bw_report_text_layout (&self->fonts, BW_REPORT_STYLE_SMALL,
                                                      chart->note, width);
          bw_report_text_get_size (chart->note_layout, NULL, &h);
          block.note_height = MAX (block.note_height, h + CHART_TITLE_GAP);
        }
    }
  block.height = MIN (height, self->bottom - self->top - block.title_height - block.note_height);
  add_block (self, &block);
}

/* --- Pages ------------------------------------------------------------------------------------- */

static guint
count_units (const Block *block)
{
  switch (block->kind)
    {
    case BLOCK_TEXT:
      return (guint) pango_layout_get_line_count (block->layout);
    case BLOCK_TABLE:
      return bw_report_table_get_n_rows (block->table);
    default:
      return 1;
    }
}

static double
get_unit_height (const Block *block,
                 guint        unit)
{
  switch (block->kind)
    {
    case BLOCK_TEXT:
      return bw_report_text_get_line_height (block->layout, unit);
    case BLOCK_TABLE:
      return bw_report_table_get_row_height (block->table, unit);
    case BLOCK_PAIR:
      return MAX (bw_report_table_get_height (block->table), bw_report_table_get_height (block->right));
    default:
      return block->title_height + block->height + block->note_height;
    }
}

/* What stands above the units on every page. */
static double
get_head_height (const Block *block)
{
  return block->kind == BLOCK_TABLE ? bw_report_table_get_head_height (block->table) : 0;
}

static double
get_units_height (const Block *block,
                  guint        from,
                  guint        to)
{
  double height = get_head_height (block);

  for (guint i = from; i < to; i++)
    height += get_unit_height (block, i);
  return height;
}

/* Whether it only names the unit after it. */
static gboolean
is_name (const Block *block,
         guint        unit)
{
  return block->kind == BLOCK_TABLE && bw_report_table_is_group (block->table, unit);
}

/* The least that may begin on a page: some units, without those that name others. */
static guint
find_least_end (const Block *block,
                guint        from)
{
  guint n = count_units (block), end = from;
  guint least = block->kind == BLOCK_TABLE && from == 0 ? LEAST_FIRST_ROWS : LEAST_UNITS;

  for (guint found = 0; end < n && found < least; end++)
    found += !is_name (block, end);
  return end;
}

/* What block @first needs with all that must be on its page. */
static double
get_least_height (const BwReportDocument *self,
                  guint                   first)
{
  double height = 0;

  for (guint i = first; i < self->blocks->len; i++)
    {
      const Block *block = &g_array_index (self->blocks, Block, i);

      height += i > first ? block->before : 0;
      if (!block->keep)
        return height + get_units_height (block, 0, find_least_end (block, 0));
      height += get_units_height (block, 0, count_units (block));
    }
  return height;
}

/* The end of what fits in @room from unit @from on; @from where too little does. */
static guint
find_end (const Block *block,
          guint        from,
          double       room)
{
  guint n = count_units (block), end = from, least = find_least_end (block, from);

  room -= get_head_height (block);
  while (end < n && get_unit_height (block, end) <= room)
    room -= get_unit_height (block, end++);
  if (end == n)
    return n;
  /* Not one alone on the next page, and no name without what it names. */
  if (n - end < LEAST_UNITS && end > from)
    end--;
  while (end > from && is_name (block, end - 1))
    end--;
  return end < least ? from : end;
}

static void
lay_block (BwReportDocument *self,
           guint             index,
           guint            *page,
           double           *y)
{
  const Block *block = &g_array_index (self->blocks, Block, index);
  guint n = count_units (block);

  if (*y > self->top)
    *y += block->before;
  if (*y > self->top && *y + get_least_height (self, index) > self->bottom)
    {
      (*page)++;
      *y = self->top;
    }
  for (guint from = 0; from < n;)
    {
      guint end = find_end (block, from, self->bottom - *y);

      if (end == from && *y > self->top)
        {
          (*page)++;
          *y = self->top;
          continue;
        }
      /* Nothing is higher than a page, but what cannot be is drawn, not left out. */
      end = MAX (end, from + 1);
      g_array_append_vals (self->pieces, &(Piece) { index, from, end, *page, *y }, 1);
      *y += get_units_height (block, from, end);
      from = end;
    }
}

guint
bw_report_document_count_pages (BwReportDocument *self)
{
  double y = self->top;
  guint page = 0;

  if (self->n_pages > 0)
    return self->n_pages;
  g_array_set_size (self->pieces, 0);
  for (guint i = 0; i < self->blocks->len; i++)
    lay_block (self, i, &page, &y);
  self->n_pages = page + 1;
  return self->n_pages;
}

/* --- Paint ------------------------------------------------------------------------------------- */

static void
paint_charts (cairo_t                *cr,
              const BwReportDocument *self,
              const Block            *block,
              double                  y)
{
  double width = get_chart_width (self, block->n_charts);

  for (guint i = 0; i < block->n_charts; i++)
    {
      const Chart *chart = &block->charts[i];
      BwPlotRect area = { MARGIN_SIDE + i * (width + CHART_GAP), y + block->title_height, width,
                          block->height };

      if (chart->title_layout != NULL)
        bw_report_text_draw_lines (cr, chart->title_layout, 0,
                                   (guint) pango_layout_get_line_count (chart->title_layout),
                                   &self->palette.text, area.x, y);
      cairo_save (cr);
      if (chart->paint != NULL)
        chart->paint (cr, &area, &self->palette, self->fonts.fonts[BW_REPORT_STYLE_CHART],
                      chart->data);
      cairo_restore (cr);
      cairo_new_path (cr);
      if (chart->note_layout != NULL)
        bw_report_text_draw_lines (cr, chart->note_layout, 0,
                                   (guint) pango_layout_get_line_count (chart->note_layout),
                                   &self->palette.dim_text, area.x,
                                   area.y + area.height + CHART_TITLE_GAP);
    }
}

static void
paint_piece (cairo_t                *cr,
             const BwReportDocument *self,
             const Piece            *piece)
{
  const Block *block = &g_array_index (self->blocks, Block, piece->block);

  switch (block->kind)
    {
    case BLOCK_TEXT:
      bw_report_text_draw_lines (cr, block->layout, piece->from, piece->to,
                                 block->dim ? &self->palette.dim_text : &self->palette.text,
                                 MARGIN_SIDE, piece->y);
      break;
    case BLOCK_TABLE:
      bw_report_table_paint (cr, block->table, piece->from, piece->to, MARGIN_SIDE, piece->y,
                             &self->palette);
      break;
    case BLOCK_PAIR:
      bw_report_table_paint (cr, block->table, 0, bw_report_table_get_n_rows (block->table),
                             MARGIN_SIDE, piece->y, &self->palette);
      bw_report_table_paint (cr, block->right, 0, bw_report_table_get_n_rows (block->right),
                             MARGIN_SIDE + get_pair_width (self) + PAIR_GAP, piece->y,
                             &self->palette);
      break;
    default:
      paint_charts (cr, self, block, piece->y);
    }
}

static void
paint_foot (cairo_t                *cr,
            const BwReportDocument *self,
            guint                   page)
{
  /* Translators: "Page 1 of 3" */
  g_autofree char *text = g_strdup_printf (_("Page %u of %u"), page + 1, self->n_pages);
  g_autoptr (PangoLayout) number = bw_report_text_layout (&self->fonts, BW_REPORT_STYLE_SMALL, text,
                                                          0);
  double width, height, y;

  bw_report_text_get_size (self->foot, NULL, &height);
  bw_report_text_get_size (number, &width, NULL);
  y = self->page_height - MARGIN_BOTTOM - height;
  bw_plot_set_color (cr, &self->palette.grid);
  cairo_rectangle (cr, MARGIN_SIDE, y - FOOT_GAP / 2, self->width, 0.5);
  cairo_fill (cr);
  bw_report_text_draw_lines (cr, self->foot, 0, (guint) pango_layout_get_line_count (self->foot),
                             &self->palette.dim_text, MARGIN_SIDE, y);
  bw_report_text_draw_lines (cr, number, 0, 1, &self->palette.dim_text,
                             MARGIN_SIDE + self->width - width, y);
}

void
bw_report_document_paint_page (const BwReportDocument *self,
                               guint                   page,
                               cairo_t                *cr)
{
  g_return_if_fail (page < self->n_pages);

  bw_plot_set_color (cr, &self->palette.background);
  cairo_paint (cr);
  if (page > 0)
    bw_report_text_draw_lines (cr, self->head, 0, 1, &self->palette.dim_text, MARGIN_SIDE,
                               MARGIN_TOP - HEAD_HEIGHT);
  for (guint i = 0; i < self->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, i);

      if (piece->page == page)
        paint_piece (cr, self, piece);
    }
  paint_foot (cr, self, page);
}

static void
paint_page (cairo_t          *cr,
            const BwPlotRect *area,
            guint             page,
            gpointer          user_data)
{
  bw_report_document_paint_page (user_data, page, cr);
}

GBytes *
bw_report_document_render (BwReportDocument  *self,
                           BwProgress        *progress,
                           GCancellable      *cancellable,
                           GError           **error)
{
  guint n_pages = bw_report_document_count_pages (self);

  return bw_plot_render_pages (self->title, self->page_width, self->page_height, n_pages, paint_page,
                               self, progress, cancellable, error);
}
